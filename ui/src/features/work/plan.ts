// What the form of a plan holds, and the event that it becomes.
import type { EditPlan, MakePlan, PlanDraft, PlanItemRow, PlanProposal, Plans, PlanView } from '../../host';
import { changed, filled } from '../../state/typed';

/** One thing that is to be done. */
export interface ItemTexts {
  /** Row id of one that the plan has already. */
  item: string;
  /** Why it is proposed; empty for what somebody types. */
  from: string;
  /** What is not ticked is not said. */
  keep: boolean;
  /** Its fields are shown. */
  open: boolean;
  text: string;
  measures: string;
  due: string;
  owner: string;
  owner_name: string;
  duty: string;
  /** As it was proposed, by which it is known again. */
  was: string;
}

export interface PlanTexts {
  period: string;
  grid: string;
  /** As they were proposed: what is typed over them stays when something else is. */
  proposed: { targets: string; methods: string };
  targets: string;
  methods: string;
  items: ItemTexts[];
}

export const blankItem = (): ItemTexts => ({
  item: '',
  from: '',
  keep: true,
  open: true,
  text: '',
  measures: '',
  due: '',
  owner: '',
  owner_name: '',
  duty: '',
  was: '',
});

export const blankPlan = (period: string): PlanTexts => ({
  period,
  grid: '',
  proposed: { targets: '', methods: '' },
  targets: '',
  methods: '',
  items: [],
});

const asItem = ({ id, text, measures, due, owner, owner_name, duty }: PlanItemRow): ItemTexts => ({
  ...blankItem(),
  item: id,
  open: false,
  text,
  measures: measures ?? '',
  due: due ?? '',
  owner: owner ?? '',
  owner_name: owner_name ?? '',
  duty: duty ?? '',
});

export const asTexts = ({ plan, grid, methods, items }: PlanView): PlanTexts => ({
  ...blankPlan(plan.period),
  grid: grid ?? '',
  targets: plan.targets ?? '',
  methods: methods ?? '',
  items: items.map(asItem),
});

const asProposed = ({ from, text, measures, due, owner, owner_name, duty }: PlanProposal): ItemTexts => ({
  ...blankItem(),
  from,
  open: false,
  text,
  measures: measures ?? '',
  due: due ?? '',
  owner: owner ?? '',
  owner_name: owner_name ?? '',
  duty: duty ?? '',
  was: JSON.stringify([from, text, measures, due, owner, duty]),
});

/** Somebody typed over what was proposed. */
const isEdited = ({ was, from, text, measures, due, owner, duty }: ItemTexts) =>
  was !== JSON.stringify([from, text, measures || null, due || null, owner || null, duty || null]);

/**
 * Puts what is proposed into the form. What is proposed again keeps its tick, what was typed stays, and so does what
 * was proposed for another time and typed over.
 */
export function propose(typed: PlanTexts, { targets, methods, items }: PlanDraft): void {
  const fresh = { targets: targets ?? '', methods: methods ?? '' };
  for (const key of ['targets', 'methods'] as const) if (typed[key] === typed.proposed[key]) typed[key] = fresh[key];
  typed.proposed = fresh;
  const known = new Map(typed.items.filter(({ was }) => was !== '').map((row) => [row.was, row]));
  const rows = items.map(asProposed).map((row) => known.get(row.was) ?? row);
  const there = new Set(rows.map(({ was }) => was));
  const own = typed.items.filter((row) => (row.was === '' ? true : !there.has(row.was) && isEdited(row)));
  typed.items = [...rows, ...own];
}

/** Somebody types it; it is neither proposed nor there already. */
export const isOwn = ({ item, from }: ItemTexts) => item === '' && from === '';

const WORDS = ['item', 'text', 'measures', 'due', 'owner'] as const;

/** It is among what is handed in. */
export const isSaid = (row: ItemTexts) => row.keep && WORDS.some((key) => row[key].trim() !== '');

const asPlans = (items: ItemTexts[]): Plans[] =>
  items.filter(isSaid).map(({ text, item, measures, due, owner, duty }) => ({
    text: text.trim(),
    ...filled({ item, measures, due, owner, duty }),
  }));

export const asMade = ({ period, grid, targets, methods, items }: PlanTexts): MakePlan => ({
  period: period.trim(),
  ...filled({ grid, targets, methods }),
  items: asPlans(items),
});

/** What was changed; what is to be done is said whole once it was touched. */
export function asChanged(plan: string, before: PlanTexts, typed: PlanTexts): EditPlan {
  const [was, items] = [asPlans(before.items), asPlans(typed.items)];
  const words = ({ targets, methods }: PlanTexts) => ({ targets, methods });
  return {
    plan,
    ...changed(words(before), words(typed)),
    ...(JSON.stringify(was) !== JSON.stringify(items) && { items }),
  };
}
