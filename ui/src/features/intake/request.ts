// What is to be imported and how its columns are read, while the page is being worked on. Kept as a draft.
import { reactive } from 'vue';
import type { ImportRequest } from '../../host';

export interface Chosen {
  paths: string[];
  by_hamlet: boolean;
  /** What a person changed: per set of captions, caption → field key, null = not taken in. */
  changed: Record<string, Record<string, string | null>>;
}

export const nothingChosen = (): Chosen => ({ paths: [], by_hamlet: false, changed: {} });

export function useChosen() {
  const chosen = reactive<Chosen>(nothingChosen());
  return {
    chosen,
    addPaths(paths: string[]): void {
      for (const path of paths) if (path !== '' && !chosen.paths.includes(path)) chosen.paths.push(path);
    },
    setField(captionsKey: string, caption: string, field: string | null): void {
      chosen.changed[captionsKey] = { ...chosen.changed[captionsKey], [caption]: field };
    },
  };
}

export const asRequest = ({ paths, by_hamlet, changed }: Chosen): ImportRequest => ({
  paths: [...paths],
  by_hamlet,
  mappings: Object.entries(changed).map(([captions_key, fields]) => ({ captions_key, fields: { ...fields } })),
});

/** The last part of a path of either system. */
export const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path;
