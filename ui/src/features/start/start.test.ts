import { expect, test, vi } from 'vitest';
import { newWorld, theWorld } from '../../host/fake/world';
import { asked, click, field, maybe, openOutside, press, says, see, type } from '../../testing/window';

const PASSWORD = '一句记得住的话';

async function toPassword(): Promise<void> {
  newWorld(false);
  await openOutside();
  await click('new-book');
  await click('agree');
  await type('operator-name', '示例甲');
  await press('Enter');
  await type('village', '向阳村');
  await type('name', '第一网格');
  await press('Enter');
  await see('password-step');
}

test('the first page says what the program is for and must not be used for', async () => {
  newWorld(false);
  await openOutside();
  await click('new-book');
  await says('purpose', /不能用来.*宗教信仰.*排名/s);
  expect(asked('create_book')).toEqual([]);
});

test('from the first page to the book with Enter alone, and the recovery code is proven copied', async () => {
  await toPassword();
  await type('password', PASSWORD + PASSWORD);
  await type('repeat', PASSWORD + PASSWORD);
  await press('Enter');
  expect((await see('recovery-groups')).dataset.code).toBe('W3FD-81NB-R6CX-T0QS');
  expect(asked('create_book')).toEqual([
    {
      station: 'grid',
      name: '第一网格',
      village: '向阳村',
      town: null,
      code: null,
      operator: '示例甲',
      password: PASSWORD + PASSWORD,
    },
  ]);
  await click('recovery-copied');
  await type('recovery-last', 'XXXX');
  await press('Enter');
  expect(maybe('go-intake')).toBeNull();
  await type('recovery-last', ' t0qs ');
  await press('Enter');
  await click('go-intake');
  await see('intake-page');
});

test('nothing locks the new book while its recovery code, shown once, is being copied', async () => {
  await toPassword();
  await type('password', PASSWORD + PASSWORD);
  await type('repeat', PASSWORD + PASSWORD);
  await press('Enter');
  await see('recovery-groups');
  await press('l', { ctrlKey: true });
  expect(maybe('recovery-groups')).not.toBeNull();
  expect(theWorld().open).not.toBeNull();
  await click('recovery-copied');
  await type('recovery-last', 't0qs');
  await press('Enter');
  await see('go-intake');
  await press('l', { ctrlKey: true });
  await vi.waitFor(() => expect(theWorld().open).toBeNull());
  expect(theWorld().drafts.get('place')).toBe('/workbench');
});

test('a name that is missing is asked for at its field, which gets the focus', async () => {
  newWorld(false);
  await openOutside();
  await click('new-book');
  await click('agree');
  (await field('operator-name')).focus();
  await press('Enter');
  expect(maybe('who')?.textContent).toContain('请写您的姓名');
  expect(document.activeElement).toBe(await field('operator-name'));
});

test('passwords that differ or are short make no book', async () => {
  await toPassword();
  await type('password', '短');
  await type('repeat', '不同');
  await press('Enter');
  expect(maybe('password-step')?.textContent).toMatch(/至少要 6 个字.*两遍不一样/s);
  expect(asked('create_book')).toEqual([]);
});

test('characters are counted, not code units: six rare characters are a password, five are not', async () => {
  await toPassword();
  await type('password', '𠮷'.repeat(5));
  await type('repeat', '𠮷'.repeat(5));
  await press('Enter');
  expect(asked('create_book')).toEqual([]);
  await type('password', '𠮷'.repeat(6));
  await type('repeat', '𠮷'.repeat(6));
  await press('Enter');
  expect(asked('create_book')).toHaveLength(1);
});

test('no password is ever written as a draft', async () => {
  await toPassword();
  await type('password', PASSWORD + PASSWORD);
  await type('repeat', PASSWORD + PASSWORD);
  await press('Enter');
  await see('recovery-groups');
  expect(asked('save_draft')).toEqual([]);
  expect([...theWorld().drafts.values()].join()).not.toContain(PASSWORD);
});
