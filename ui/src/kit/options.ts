/** Names as the options of a choice: what is chosen is the name itself. */
export const asOptions = (names: string[]) => names.map((name) => ({ key: name, label: name }));
