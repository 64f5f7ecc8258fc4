// @vitest-environment node
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

test('the built window holds nothing of the invented store, and nothing that its policy forbids', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const built = (await build({
    root,
    mode: 'production',
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  const files = new Map(
    built.output.map((file) => [file.fileName, String(file.type === 'chunk' ? file.code : file.source)]),
  );
  expect(files.size).toBeGreaterThan(10);
  for (const invented of ['示例密码', '999999', '/books/xiangyang']) {
    expect([...files].filter(([, text]) => text.includes(invented)).map(([name]) => name)).toEqual([]);
  }
  const page = files.get('index.html');
  expect(page).toContain('<script type="module"');
  expect(page).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|https?:/);
}, 60_000);
