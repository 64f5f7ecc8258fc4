// The pages of an open book, in the order of the navigation and of Alt+1…7.
export const pages = ['people', 'visits', 'intake', 'doubts', 'ledger', 'history', 'settings'] as const;
