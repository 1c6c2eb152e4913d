/** Threads under the days on which they were last used, as a calendar on the reader's wall counts them. */
import type { Thread } from '../wire/types.gen'

/** A stretch of days that has a name of its own, or a month as `2026-03`. */
export type Span = 'today' | 'yesterday' | 'week' | 'month' | `${number}-${string}`

export interface Group {
  readonly span: Span
  readonly threads: readonly Thread[]
}

const DAY_MS = 86_400_000

/** The threads in their order, cut where the span changes. */
export function byDay(threads: readonly Thread[], now: Date): Group[] {
  const groups: { span: Span; threads: Thread[] }[] = []
  for (const thread of threads) {
    const span = spanOf(new Date(thread.updated_at), now)
    const last = groups.at(-1)
    if (last?.span === span) last.threads.push(thread)
    else groups.push({ span, threads: [thread] })
  }
  return groups
}

/** A clock that runs behind the server's must not put a thread into the future. */
export function spanOf(at: Date, now: Date): Span {
  const days = dayNumber(now) - dayNumber(at)
  if (days < 1) return 'today'
  if (days === 1) return 'yesterday'
  if (days <= 7) return 'week'
  if (days <= 30) return 'month'
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`
}

/** How a month is called: with its year unless it is this one. */
export function monthName(span: Span, now: Date, locale: string): string {
  const [year, month] = span.split('-').map(Number) as [number, number]
  const short = year === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { month: 'long', ...short }).format(new Date(year, month - 1, 1))
}

export function untilMidnight(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime()
}

/** Days since an age-old one, by the local calendar: a day of 23 or 25 hours counts as one. */
function dayNumber(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS
}
