import { flushPromises } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { usePaged } from './paged';

interface Answer {
  total: number;
  rows: string[];
}

test('an answer that comes after a later question is thrown away', async () => {
  const waiting: ((answer: Answer) => void)[] = [];
  const list = usePaged(() => new Promise<Answer>((resolve) => waiting.push(resolve)));
  void list.reload();
  void list.reload();
  waiting[1]?.({ total: 1, rows: ['new'] });
  await flushPromises();
  waiting[0]?.({ total: 1, rows: ['old'] });
  await flushPromises();
  expect(list.row(0)).toBe('new');
});

test('what is shown stays until the new answer comes', async () => {
  const answers: Answer[] = [
    { total: 1, rows: ['first'] },
    { total: 0, rows: [] },
  ];
  const list = usePaged(async () => answers.shift() as Answer);
  await list.reload();
  const again = list.reload();
  expect(list.row(0)).toBe('first');
  await again;
  expect([list.row(0), list.total.value]).toEqual([undefined, 0]);
});

test('each page is asked for once', async () => {
  const offsets: number[] = [];
  const list = usePaged(async (offset) => {
    offsets.push(offset);
    return { total: 450, rows: Array.from({ length: 100 }, (_, index) => offset + index) };
  });
  await list.reload();
  await list.need(90, 130);
  await list.need(95, 199);
  expect(offsets).toEqual([0, 100]);
  expect(list.row(130)).toBe(130);
});

test('a failure is kept for the page to say, and the same page can be asked again', async () => {
  let broken = true;
  const list = usePaged(async () => {
    if (broken) throw { code: 'disk', message: '读不出来。', field: null, hint: null };
    return { total: 1, rows: ['row'] };
  });
  await list.reload();
  expect(list.failure.value?.code).toBe('disk');
  broken = false;
  await list.need(0, 0);
  expect([list.failure.value, list.row(0)]).toEqual([null, 'row']);
});
