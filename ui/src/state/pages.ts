// The pages of an open book, in the order of the navigation and of Alt+1…9, Alt+0; the last ones have no key.
export const pages = [
  'workbench',
  'people',
  'visits',
  'meetings',
  'commitments',
  'matters',
  'activities',
  'ledger',
  'intake',
  'doubts',
  'work',
  'history',
  'settings',
] as const;
