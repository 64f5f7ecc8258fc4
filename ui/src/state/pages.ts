// The pages of an open book, in the order of the navigation and of Alt+1…9.
export const pages = [
  'workbench',
  'people',
  'visits',
  'meetings',
  'activities',
  'intake',
  'doubts',
  'ledger',
  'history',
  'settings',
] as const;
