// Instants and dates as they stand on a page. Civil time is UTC+8 everywhere.
const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** An instant of a log, `2026-11-21 09:12`; what is not one stays as it is. */
export function clock(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const part = Object.fromEntries(time.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

/** The day of an instant, `2026-11-21`. */
export const day = (instant: string) => clock(instant).slice(0, 10);
