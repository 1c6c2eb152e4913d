/** Numbers as the reader writes them. */
import { LOCALE } from '../words'

const whole = new Intl.NumberFormat(LOCALE)
const part = new Intl.NumberFormat(LOCALE, { style: 'percent' })
const little = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD', maximumSignificantDigits: 3 })
const much = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD' })

export function count(n: number): string {
  return whole.format(n)
}

/** An estimate, without the digits that it cannot know. */
export function about(n: number): string {
  return whole.format(n < 1000 ? Math.round(n / 10) * 10 || n : Math.round(n / 100) * 100)
}

export function share(of: number): string {
  return part.format(of)
}

/** US dollars: cents and more to the cent, less to three digits. */
export function money(dollars: number): string {
  return (dollars < 1 ? little : much).format(dollars)
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const STEP = 1024

/** A size in bytes, in the unit that fits it. */
export function size(bytes: number): string {
  const at = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  const shown = { style: 'unit', unit: UNITS[at] ?? 'byte', unitDisplay: at ? 'short' : 'long', maximumSignificantDigits: 3 } as const
  return new Intl.NumberFormat(LOCALE, shown).format(bytes / STEP ** at)
}
