// A year as pages and forms ask for it.
import { assess as text } from '../../text';

export const yearOf = (day: string): number => Number(day.slice(0, 4));

/** The month of a year whose form is printed: the running one, of a year that is over its last; none of one to come. */
export function monthOf(year: number, today: string): string | null {
  const running = yearOf(today);
  if (year > running) return null;
  return year === running ? today.slice(0, 7) : `${year}-12`;
}

export const yearOptions = (years: number[]) => years.map((year) => ({ key: year, label: text.yearOf(year) }));
