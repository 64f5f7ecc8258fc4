// The numbers of a preview, in three groups, and the rows behind each.
import type { ChangeRow, ImportReport, MistakeRow } from '../../host';
import { intake as text } from '../../text';

export interface Figure {
  /** `new`, `changed`, … or `mistake:<kind>`, `repaired:<kind>`. */
  key: string;
  label: string;
  count: number;
  opens: boolean;
}

export interface FigureGroup {
  title: string;
  figures: Figure[];
  note: string | null;
}

export interface ShownRow {
  file: string;
  sheet: string;
  row: number;
  name: string | null;
  /** A mistake is a sentence, a change says old and new. */
  sentence: string | null;
  field: string | null;
  old: string | null;
  new: string | null;
}

/** What a kind of mistake is called; the program's own word where there is none. */
export const kindLabel = (kind: string) => text.kinds[kind] ?? kind;

const ofMistake = ({ file, sheet, row, name, sentence }: MistakeRow): ShownRow => ({
  file,
  sheet,
  row,
  name,
  sentence,
  field: null,
  old: null,
  new: null,
});
const ofChange = (change: ChangeRow): ShownRow => ({ ...change, sentence: null });

/** The rows behind a number; for long lists the program sends the first ones only. */
export function rowsOf(report: ImportReport, key: string): ShownRow[] {
  const [group, kind] = key.split(/:(.*)/s);
  if (kind !== undefined) return report.mistake_rows.filter((row) => row.kind === kind).map(ofMistake);
  const what = group === 'doubts' ? 'doubt' : group;
  return report.changes.filter((change) => change.what === what).map(ofChange);
}

export function figuresOf(report: ImportReport): FigureGroup[] {
  const figure = (key: string, label: string, count: number): Figure => ({
    key,
    label,
    count,
    opens: count > 0 && rowsOf(report, key).length > 0,
  });
  const names = text.figures;
  const waiting = report.changes.filter(({ what }) => what === 'waiting').length;
  const plain = (key: keyof typeof names & keyof ImportReport) => figure(key, names[key], report[key] as number);
  return [
    { title: text.readTitle, figures: [plain('households'), plain('persons'), plain('party_members')], note: null },
    {
      title: text.willTitle,
      figures: [
        plain('new'),
        plain('changed'),
        plain('unchanged'),
        ...(report.joined > 0 ? [plain('joined')] : []),
        ...(report.absent > 0 ? [plain('absent')] : []),
      ],
      note: report.absent > 0 ? text.absentHint : null,
    },
    {
      title: text.watchTitle,
      figures: [
        plain('doubts'),
        ...(waiting > 0 ? [figure('waiting', names.waiting, waiting)] : []),
        ...Object.entries(report.mistakes).map(([kind, count]) => figure(`mistake:${kind}`, kindLabel(kind), count)),
        ...Object.entries(report.repaired).map(([kind, count]) =>
          figure(`repaired:${kind}`, text.repairedOf(kindLabel(kind)), count),
        ),
      ],
      note: null,
    },
  ];
}
