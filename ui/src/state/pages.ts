// The pages of an open book, in the order of the navigation and of Alt+1…6.
export const pages = ['people', 'intake', 'doubts', 'ledger', 'history', 'settings'] as const;
