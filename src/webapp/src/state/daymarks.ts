/** How a day is called in a thread: today, yesterday, or by its date. */

const DAY_MS = 86_400_000

export function dayName(day: Date, now: Date, locale: string): string {
  const ago = Math.round((midnight(now) - midnight(day)) / DAY_MS)
  return ago === 0 || ago === 1 ? capital(relative(-ago, locale), locale) : dated(day, now, locale)
}

function relative(days: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
}

function dated(day: Date, now: Date, locale: string): string {
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return capital(new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(day), locale)
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
