// Months of the fake book: one that can be sealed, one that was, with somebody found out later.
import type { ChangedCell, Closed, CloseMonth, ClosingView } from '../types';
import { balance } from './visits';
import { fail, theWorld } from './world';

const death: ChangedCell = {
  row: '第一网格党小组',
  column: '人口',
  before: '215',
  after: '214',
  came: [],
  went: [{ kind: 'person', id: 'p1', name: '示例丁', household: 'h1' }],
};

function seal(month: string): Closed {
  const version = (theWorld().closed.get(month) ?? 0) + 1;
  theWorld().closed.set(month, version);
  return { month, version, sha256: 'a'.repeat(64) };
}

export const closingCommands = {
  closing({ month }: { month: string }): ClosingView {
    const versions = theWorld().closed.get(month) ?? 0;
    return {
      month,
      as_of: `${month}-30`,
      refused:
        month > '2026-10'
          ? {
              code: 'month_runs',
              message: `这个月的上报截止日是 ${month}-30，到那天再结账`,
              field: 'month',
              hint: null,
            }
          : null,
      versions: Array.from({ length: versions }, (_, at) => ({
        version: versions - at,
        reason: versions - at > 1 ? '漏报死亡一人' : null,
        sealed_on: '2026-11-21',
        sha256: 'a'.repeat(64),
        changed: versions - at > 1 ? [death] : [],
      })),
      adjustments: versions === 1 ? [death] : [],
      notes: [
        { code: 'unexplained', message: '人来去不明，没有写原因', number: 2, link: `${month}/village/unexplained` },
        { code: 'doubts', message: '疑点还没有定', number: 3, link: null },
      ],
      persons: balance(214, 215, '出生', `${month}/village/persons`),
      households: balance(62, 62, '立户', `${month}/village/households`),
    };
  },
  close_month: ({ month }: CloseMonth): Closed =>
    theWorld().closed.has(month) ? fail('month_sealed', '这个月已经结过账', 'month') : seal(month),
  amend_month: ({ month, reason }: CloseMonth): Closed =>
    reason?.trim() ? seal(month) : fail('reason_needed', '重新结账要写明理由', 'reason'),
};
