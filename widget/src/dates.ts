/** Writes ISO dates as people read them. */

import type { Language } from "./texts";

/** Returns a date in words; a date that cannot be read stays as it is written, since it must not be lost. */
export function dateInWords(isoDate: string, language: Language): string {
  // Without a time an ISO date means midnight UTC, which is the day before in half of the world.
  const date = new Date(isoDate);
  if (Number.isNaN(date.getTime())) return isoDate;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

const OLD_AFTER_YEARS = 5;

/** Tells whether an ISO date lies so far back that it should be pointed out. */
export function isOld(date: string | null, now = new Date()): boolean {
  const old = date ? new Date(`${date}T00:00:00Z`) : null;
  if (!old || Number.isNaN(old.getTime())) return false;
  old.setUTCFullYear(old.getUTCFullYear() + OLD_AFTER_YEARS);
  return old < now;
}

/** Returns the time of day, with the date where it is not today's. */
export function timeInWords(at: number, language: Language): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "short", timeStyle: "short" } as const);
  return new Intl.DateTimeFormat(language, style).format(moment);
}
