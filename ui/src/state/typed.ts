// What events say of typed fields: only what is filled in, or, of a row that is put right, what was changed.
type Texts = Record<string, string>;

export function filled(typed: Texts): Texts {
  const said = Object.entries(typed).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

export function changed(before: Texts, typed: Texts): Texts {
  const said = Object.entries(typed).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(said.filter(([key, value]) => value !== before[key]));
}
