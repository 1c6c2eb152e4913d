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
