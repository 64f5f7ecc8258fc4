// The codes of failures on which a page acts; every other failure is only shown.
export const codes = {
  /** Later operations changed the same rows; the hint is a JSON list of their labels. */
  later: 'undo.later',
  /** The hint says how many seconds to wait. */
  waits: ['store.wait', 'store.wrong_password', 'store.wrong_code'],
  cancelled: 'cancelled',
  /** A value that can only be kept with a reason. */
  reasonNeeded: 'reason_needed',
} as const;
