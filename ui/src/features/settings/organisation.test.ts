import { expect, test } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const events = () => asked('record_event') as { kind: string; value: Record<string, unknown> }[];

async function choose(testid: string, label: string): Promise<void> {
  const input = await field(testid);
  input.focus();
  input.click();
  await press('Enter');
  const option = await see_option(label);
  option.click();
}

async function see_option(label: string): Promise<HTMLElement> {
  const { vi } = await import('vitest');
  return vi.waitFor(() => {
    const found = [...document.querySelectorAll<HTMLElement>('.el-select-dropdown__item')].find(
      (option) => option.textContent?.trim() === label,
    );
    expect(found, label).toBeDefined();
    return found as HTMLElement;
  });
}

test('the tree stands as an outline, and what it lacks above it', async () => {
  await openAt('/settings/organisation');
  await see('lacking');
  expect(all('unit').map(({ dataset }) => dataset.id)).toEqual(['u0', 'u1', 'u-g1', 'u-g1-team', 'u-g2', 'u-g2-team']);
  expect(all('unit')[2]?.textContent).toContain('还没有党小组组长');
  expect(all('unit')[1]?.textContent).toContain('示例书记');
});

test('a unit under another is founded with what was typed', async () => {
  await openAt('/settings/organisation');
  await click('under-u1');
  await see('unit-form');
  await type('unit-name', '示例党支部');
  await press('Enter');
  expect(maybe('unit-form')?.textContent).toContain('请选组织类型');
  expect(events()).toEqual([]);
  await choose('unit-kind', '党支部');
  await type('unit-date', '2020-03');
  await press('Enter');
  await gone('unit-form');
  expect(events()).toEqual([
    { kind: 'found_unit', value: { kind: '党支部', name: '示例党支部', parent: 'u1', date: '2020-03' } },
  ]);
});

test('only what changed is sent when a unit is put right', async () => {
  await openAt('/settings/organisation');
  await click('edit-unit-u1');
  await type('unit-name', '向阳村党总支');
  await press('Enter');
  await gone('unit-form');
  expect(events()).toEqual([{ kind: 'edit_unit', value: { unit: 'u1', restore: false, name: '向阳村党总支' } }]);
});

test('a finding leads to the form that mends it, filled in', async () => {
  await openAt('/settings/organisation');
  await click('mend-1');
  await says('role-person-chosen', '示例成员');
  await click('role-save');
  await gone('role-form');
  expect(events()).toEqual([
    {
      kind: 'assign_role',
      value: { person: 'p1-1', unit: 'u-g1', kind: '党小组成员', date: '2026-11-21', instead: false },
    },
  ]);
});

test('a hamlet without a grid is mended among the grids', async () => {
  const { router } = await openAt('/settings/organisation');
  await click('mend-0');
  await see('grid');
  expect(router.currentRoute.value.params.section).toBe('grids');
});

test('nobody is nobody: a role needs a person', async () => {
  await openAt('/settings/organisation');
  await click('assign-u1');
  await click('role-save');
  expect(maybe('role-form')?.textContent).toContain('请选一个人');
  expect(events()).toEqual([]);
});

test('somebody gives up a role on a day, and a unit is dissolved with who is in it', async () => {
  await openAt('/settings/organisation');
  await click('role-r-书记-p1-0');
  await type('ending-date', '2026-11-01');
  await click('ending-go');
  await gone('ending-form');
  await click('dissolve-u1');
  await click('ending-roles');
  await click('ending-go');
  await gone('ending-form');
  expect(events()).toEqual([
    { kind: 'end_role', value: { role: 'r-书记-p1-0', date: '2026-11-01' } },
    { kind: 'dissolve_unit', value: { unit: 'u1', date: '2026-11-21', end_roles: true } },
  ]);
});

test('what was dissolved can stand again', async () => {
  await openAt('/settings/organisation');
  await click('show-gone');
  (await see('gone-unit')).querySelector('button')?.click();
  await says('notice', '示例腰鼓队 已恢复');
  expect(events()).toEqual([{ kind: 'edit_unit', value: { unit: 'u9', restore: true } }]);
});

test('the standard says what answers each sentence, and another pack can be chosen', async () => {
  await openAt('/settings/standard');
  await says('pack-in-use', /美丽乡村.*共 3 条要求，已做到 2 条，1 条以后做/s);
  expect(all('clause')).toHaveLength(3);
  expect(all('statement').map(({ textContent }) => textContent?.includes('以后做'))).toEqual([false, true, false]);
  expect(all('pack')[2]?.textContent).toContain('第 12 行');
  expect(maybe('choose-broken')).toBeNull();
  await click('choose-county');
  await says('pack-in-use', '示例县网格规范');
  expect(theWorld().operations.at(-1)?.row.label).toBe('改用规范');
});

test('a pack that vanished is said on every page', async () => {
  await openAt('/settings/size', (world) => {
    world.standardTrouble = '选定的规范「county」用不了，先用随程序来的';
  });
  await says('standard-trouble', 'county');
});

test('the chart opens as a form, boxes under and beside each other', async () => {
  await openAt('/settings/organisation');
  await click('print-chart');
  await see('tree');
  const boxes = [...document.querySelectorAll('[data-testid="sheet"] .box')];
  expect(boxes.map(({ className, textContent }) => [className.includes('beside'), textContent?.trim()])).toEqual([
    [false, '示例镇党委'],
    [false, expect.stringContaining('书记 示例书记')],
    [true, expect.stringContaining('负责人 示例会长')],
    [false, expect.stringContaining('组长 示例组长')],
    [false, expect.stringContaining('12 人')],
  ]);
});
