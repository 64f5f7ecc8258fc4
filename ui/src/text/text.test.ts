import { expect, test } from 'vitest';

const sources = import.meta.glob(
  [
    '../**/*.vue',
    '../**/*.ts',
    '!../text/**',
    '!../host/fake/**',
    '!../host/bindings/**',
    '!../testing/**',
    '!../**/*.test.ts',
  ],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
) as Record<string, string>;

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|\s)\/\/.*$/gm, '');

test('visible Chinese stands in text/ and nowhere else', () => {
  const strays = Object.entries(sources).filter(([, source]) => /[\u4e00-\u9fff]/.test(withoutComments(source)));
  expect(strays.map(([path]) => path)).toEqual([]);
  expect(Object.keys(sources).length).toBeGreaterThan(50);
});

test('no file is longer than 350 lines', () => {
  expect(
    Object.entries(sources)
      .filter(([, source]) => source.split('\n').length > 350)
      .map(([path]) => path),
  ).toEqual([]);
});
