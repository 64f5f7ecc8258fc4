import { expect, test } from 'vitest';
import { all, asked, click, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const MONTH = '/closing?month=2026-10';

test('a month is looked over, sealed, and says what can be done with it', async () => {
  await openAt(MONTH);
  await says('missing', /2.*来去不明.*3.*疑点/s);
  await click('see-unexplained');
  await see('behind');
  await press('Escape');
  await gone('behind');
  await see('closing-sheet');
  await click('seal');
  await says('closed', /第 1 版/);
  expect(asked('close_month')).toEqual([{ month: '2026-10' }]);
  expect(document.activeElement).toBe(await see('print-ledger'));
  expect(maybe('seal')).toBeNull();
});

test('a note that opens no records leads to where it is mended', async () => {
  const { router } = await openAt(MONTH);
  await click('see-doubts');
  await see('doubts-page');
  expect(router.currentRoute.value.name).toBe('doubts');
});

test('a month that runs cannot be sealed and says when it can', async () => {
  await openAt('/closing?month=2026-11');
  await says('refused', /上报截止日/);
  expect(maybe('seal')).toBeNull();
});

test('what was found out since stands beside a sealed month, and comes into it with a reason', async () => {
  const { router } = await openAt(MONTH, (world) => world.closed.set('2026-10', 1));
  await says('adjusted', /人口.*215.*214.*少了.*示例丁/s);
  await click('amend');
  await press('Enter');
  expect(asked('amend_month')).toEqual([]);
  await type('reason', '漏报死亡一人');
  await press('Enter');
  await says('closed', /第 2 版/);
  expect(asked('amend_month')).toEqual([{ month: '2026-10', reason: '漏报死亡一人' }]);
  expect(all('version')).toHaveLength(2);
  await says('changed-2', /215.*214/s);
  await click('changed-record');
  await see('household-card');
  expect(router.currentRoute.value.query).toEqual({ household: 'h1', person: 'p1' });
});

test('the sealed month goes to the stick, and a backup with it', async () => {
  await openAt(MONTH, (world) => {
    world.closed.set('2026-10', 1);
    world.stick = true;
  });
  await click('copy-backup');
  await see('place-stick');
  await click('save-go');
  await see('saved');
  expect(asked('copy_backup')).toEqual([{ folder: '/media/stick' }]);
});

test('the ledger of a month leads to its closing, and says that it is sealed', async () => {
  const { router } = await openAt('/ledger?form=annex_a&month=2026-10', (world) => world.closed.set('2026-10', 2));
  await says('month-2026-10', /第2版/);
  await click('to-closing');
  await see('closing-page');
  expect(router.currentRoute.value.query).toEqual({ month: '2026-10' });
});
