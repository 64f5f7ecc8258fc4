// The books on this laptop, asked for before the first page stands: so that it is painted once, with them on it.
import { type BookOnDisk, listBooks } from '../host';

let early: BookOnDisk[] | null = null;

/** Asks now. A failure is not told here: the page then asks again, and tells it. */
export async function askEarly(): Promise<void> {
  early = await listBooks().catch(() => null);
}

/** What was asked early, once. */
export function takeEarly(): BookOnDisk[] | null {
  const books = early;
  early = null;
  return books;
}
