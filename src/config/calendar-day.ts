/** Days of the calendar (UTC) as people write them: `2026-12-31`. They compare as text. */

/** True for a day that exists, written YYYY-MM-DD. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && calendarDay(date) === text;
}

/** The day of an instant, in UTC. */
export function calendarDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** True when something that holds until `until` (that day included; null: for ever) no longer holds at `now`. */
export function isExpired(until: string | null, now: Date): boolean {
  return until !== null && calendarDay(now) > until;
}
