// The change of a year in the fake book: what is open and what is drafted already, as the event left it; not taken back
// by an undo.
import type { ArchiveRequest, BookEvent, LastCommitment, Saved, YearChange } from '../types';
import type { ProgressStep } from '../wire';
import { fail, theWorld, type World } from './world';

const last = (person: string, name: string, grid: string, text: string, measures: string | null): LastCommitment => ({
  person,
  name,
  grid,
  text,
  measures,
  state: '完成',
});

const invented = (): YearChange => ({
  from: 2026,
  to: 2027,
  unsealed: ['2026-10'],
  matters: 3,
  tasks: 2,
  resolutions: 0,
  next_number: '2027-001',
  groups: 3,
  letters: [3, 2, 0],
  rules: [7, 0],
  plans: [1, 0],
  committed: 0,
  commitments: [
    last('p1-0', '王春生', '第一网格', '包一条街保持干净', '每周清扫一次'),
    last('p2-0', '李桂英', '第一网格', '每月看望两户独居老人', null),
    last('p3-0', '张建国', '第二网格', '调解邻里纠纷，把事办在屯里', '有事先到场'),
  ],
});

const years = new WeakMap<World, YearChange>();

/** The change of the year in this world. */
export function theYear(): YearChange {
  const found = years.get(theWorld()) ?? invented();
  years.set(theWorld(), found);
  return found;
}

/** What the program would refuse of these events, else what they do. */
export function changeYear({ kind, value }: BookEvent): void {
  if (kind !== 'change_year') return;
  const year = theYear();
  const empty = value.commitments.findIndex(({ text }) => text.trim() === '');
  if (empty >= 0) fail('needed', '请填承诺事项', `commitments.${empty + 1}.text`);
  const gone = value.commitments.findIndex(({ person }) => !year.commitments.some((one) => one.person === person));
  if (gone >= 0) fail('has_already', '这个人这一年已经承诺过', `commitments.${gone + 1}.person`);
  if (value.letters) year.letters[2] = year.groups;
  if (value.rules) year.rules[1] = year.rules[0];
  year.commitments = year.commitments.filter(({ person }) => !value.commitments.some((one) => one.person === person));
  year.committed += value.commitments.length;
}

const FILES = 40;
export const yearCommands = {
  year_change: (_: { year?: number }): YearChange => ({
    ...theYear(),
    unsealed: theYear().unsealed.filter((month) => !theWorld().closed.has(month)),
  }),
  async archive_year({ year, folder }: ArchiveRequest, onProgress: (step: ProgressStep) => void): Promise<Saved> {
    const world = theWorld();
    world.cancelled = false;
    for (let done = 0; done <= FILES; done += 10) {
      onProgress({ done, total: FILES });
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (world.cancelled) fail('cancelled', '已停下，什么也没有改。');
    }
    const into = `${folder}/第一网格 ${year}年档案`;
    const file = (at: number) => `${into}/${String(at).padStart(3, '0')} ${at === 0 ? '卷内目录' : '表'}.pdf`;
    return {
      file: file(0),
      sha256: 'ef'.repeat(32),
      bytes: 21_000,
      removable: folder.startsWith('/media'),
      kept_old: null,
      others: Array.from({ length: FILES }, (_, at) => file(at + 1)),
      message: `${FILES + 1} 个文件已存好，可以拔出`,
    };
  },
};
