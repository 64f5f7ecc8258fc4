// Settings, grids, check, audit and drafts of the fake book.
import type {
  AddOperator,
  Chosen,
  EndOperator,
  ErasedPerson,
  Finding,
  GridView,
  HandOver,
  HandOverPreview,
  OperatorView,
  PersonRow,
  Repaired,
  SaveGrid,
  Settings,
} from '../types';
import { recordCommands } from './records';
import { auditEntry, fail, operate, theWorld } from './world';

const everybody = () =>
  recordCommands.list_persons({
    text: '',
    hamlet: null,
    grid: null,
    tag: null,
    work: null,
    party: false,
    offset: 0,
    limit: 10_000,
  }).rows;

function checkPassword(password: string): void {
  const { books, open } = theWorld();
  if (books.find(({ dir }) => dir === open)?.password !== password)
    fail('store.wrong_password', '密码不对。', 'password', '2');
}

const erased = (op: number | null): ErasedPerson => ({
  op,
  records: 1,
  places: [{ table: 'person', words: '个人信息', rows: 1, images: 2 }],
  copies: [{ at: '2026-10-01T01:00:00Z', operator: '示例甲', act: '导出', what: 'party_roster 2026-10' }],
  notes: [],
});

export const settingCommands = {
  settings: () => theWorld().contents.settings,
  save_settings: (next: Settings) =>
    operate('settings', 'settings', '改设置', 1, (contents) => {
      contents.settings = next;
    }),
  grids: () => theWorld().contents.grids,
  save_grid(req: SaveGrid) {
    const people = everybody();
    const find = (id: string | null): PersonRow | null => people.find((person) => person.id === id) ?? null;
    const findAll = (ids: string[]) => ids.map(find).filter((person): person is PersonRow => person !== null);
    return operate('grids', 'grid', `改网格：${req.name}`, 1, (contents) => {
      const old = contents.grids.find(({ id }) => id === req.id);
      const households = contents.households.filter(({ hamlet }) => req.hamlets.includes(hamlet));
      const grid: GridView = {
        id: old?.id ?? `g${contents.grids.length + 1}`,
        number: old?.number ?? contents.grids.length + 1,
        name: req.name,
        group: req.group,
        grid_code: req.grid_code,
        hamlets: req.hamlets,
        households: households.length,
        persons: households.reduce((sum, household) => sum + household.people.length, 0),
        leader: find(req.leader),
        members: findAll(req.members),
        team_leader: find(req.team_leader),
        volunteers: findAll(req.volunteers),
      };
      contents.grids = old
        ? contents.grids.map((other) => (other.id === old.id ? grid : other))
        : [...contents.grids, grid];
    });
  },
  operators: (): OperatorView[] => theWorld().operators,
  add_operator({ name, own_password }: AddOperator) {
    checkPassword(own_password);
    const id = `o${theWorld().operators.length + 1}`;
    const opens = { to: null, opens: true, owner: false, current: false };
    theWorld().operators.push({ id, name, from: '2026-11-21', ...opens });
    return { op: 1, label: '添加使用人', at: '2026-11-21T01:12:00Z' };
  },
  end_operator({ id, own_password }: EndOperator) {
    checkPassword(own_password);
    const one = theWorld().operators.find((other) => other.id === id);
    Object.assign(one ?? {}, { to: '2026-11-21', opens: false });
    return { op: 1, label: '停用使用人', at: '2026-11-21T01:12:00Z' };
  },
  preview_hand_over: ({ name }: HandOver): HandOverPreview => ({
    on: '2026-11-21',
    changes: [{ what: '使用人', from: '示例甲', to: name }],
    notes: [],
  }),
  hand_over({ name, own_password }: HandOver) {
    checkPassword(own_password);
    return { op: 1, label: `换届交接：${name}`, at: '2026-11-21T01:12:00Z' };
  },
  preview_erase: () => erased(null),
  erase_person: () => erased(7),
  repair: ({ chosen }: { chosen: Chosen[] }): Repaired => ({ op: 1, repaired: chosen.length, findings: [] }),
  change_password({ old, new: next }: { old: string; new: string }) {
    checkPassword(old);
    const { books, open } = theWorld();
    Object.assign(books.find(({ dir }) => dir === open) ?? {}, { password: next });
    auditEntry('换密码', '', null);
  },
  new_recovery_code({ password }: { password: string }) {
    checkPassword(password);
    return { dir: theWorld().open, recovery_code: 'M2AA-77ZK-HQ3E-B9YD' };
  },
  check: (): Finding[] =>
    theWorld().contents.households.length === 0
      ? []
      : [
          {
            code: 'grid_without_leader',
            severity: 'note',
            record: 'g1',
            household: null,
            message: '第一网格还没有党小组组长。',
            repair: null,
          },
          {
            code: 'id_missing',
            severity: 'note',
            record: 'p1-4',
            household: 'h1',
            message: '有 3 人没有证件号，多是孩子。',
            repair: null,
          },
          {
            code: 'tag_ends_before_start',
            severity: 'error',
            record: 'h6',
            household: 'h6',
            message: '低保户的止在起之前。',
            repair: '把止改成起的那天',
          },
        ],
  audit: ({ offset, limit }: { offset: number; limit: number }) => ({
    total: theWorld().audit.length,
    rows: theWorld().audit.slice(offset, offset + limit),
    intact: true,
    broken: null,
  }),
  text_size: () => theWorld().textSize,
  set_text_size({ percent }: { percent: number }) {
    theWorld().textSize = percent;
    document.documentElement.style.zoom = String(percent / 100);
  },
  save_draft({ key, value }: { key: string; value: string }) {
    theWorld().drafts.set(key, value);
  },
  draft: ({ key }: { key: string }) => theWorld().drafts.get(key) ?? null,
  drop_draft({ key }: { key: string }) {
    theWorld().drafts.delete(key);
  },
};
