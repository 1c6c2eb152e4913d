/** How long ago something was, or how soon it will be, in the words of a language. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** What is this near is now: the server notes only now and then that somebody was seen. */
const NOW = 2 * MINUTE
const FAR = 30 * DAY
const STEPS = [
  { up: HOUR, unit: 'minute', ms: MINUTE },
  { up: DAY, unit: 'hour', ms: HOUR },
  { up: FAR, unit: 'day', ms: DAY },
] as const

export function isNow(at: Date, now: Date): boolean {
  return Math.abs(now.getTime() - at.getTime()) < NOW
}

/** Undefined for what is so far away that a date says more. */
export function ago(at: Date, now: Date, locale: string): string | undefined {
  const gone = at.getTime() - now.getTime()
  const step = STEPS.find((one) => Math.abs(gone) < one.up)
  return step && new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(gone / step.ms), step.unit)
}
