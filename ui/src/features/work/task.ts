// What the form of a task holds, and the event that it becomes.
import type { EditTask, GiveTask, TaskView } from '../../host';
import { changed, filled } from '../../state/typed';

export interface TaskTexts {
  text: string;
  source: string;
  date: string;
  due: string;
  /** Whose party groups do it, a task each. */
  grids: string[];
  owner: string;
  owner_name: string;
  remark: string;
}

export const blankTask = (date: string, source: string): TaskTexts => ({
  text: '',
  source,
  date,
  due: '',
  grids: [],
  owner: '',
  owner_name: '',
  remark: '',
});

export const asTexts = ({ task, remark }: TaskView): TaskTexts => ({
  text: task.text,
  source: task.source,
  date: task.date,
  due: task.due ?? '',
  grids: [],
  owner: task.owner ?? '',
  owner_name: task.owner_name ?? '',
  remark: remark ?? '',
});

const said = ({ text, source, date, due, owner, remark }: TaskTexts) => ({ text, source, date, due, owner, remark });

/** `grids`: those that there are to choose from. Who does it is only said of one group's task. */
export function asGiven(typed: TaskTexts, grids: string[]): GiveTask {
  const chosen = grids.filter((grid) => typed.grids.includes(grid));
  const { text, date, owner, ...more } = said(typed);
  return {
    text: text.trim(),
    date: date.trim(),
    ...filled(more),
    ...(owner !== '' && chosen.length < 2 && { owner }),
    grids: chosen,
  };
}

export const asChanged = (task: string, before: TaskTexts, typed: TaskTexts): EditTask => ({
  task,
  ...changed(said(before), said(typed)),
});
