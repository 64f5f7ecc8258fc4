// The pages of an open book, in the order of the navigation and of Alt+1…9, Alt+0.
export const pages = [
  'workbench',
  'people',
  'visits',
  'matters',
  'activities',
  'commitments',
  'intake',
  'doubts',
  'ledger',
  'history',
  'settings',
] as const;
