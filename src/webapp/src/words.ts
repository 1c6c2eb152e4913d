/** Everything the page says, in the person's language. */
import { preferences, type Choices } from './state/preferences.svelte'
import { en, type Words } from './words/en'
import { fr } from './words/fr'

const speaks = navigator.language.toLowerCase()

/** The language that a choice means in this browser. */
export function languageOf(choice: Choices['language']): 'en' | 'fr' {
  return choice === 'auto' ? (speaks.startsWith('fr') ? 'fr' : 'en') : choice
}

/** A language that is chosen while the page lives holds from its next load. */
export const LANGUAGE = languageOf(preferences.chosen.language)
/** For times and numbers: the person's own region, as long as it is of this language. */
export const LOCALE = speaks.startsWith(LANGUAGE) ? navigator.language : LANGUAGE
export const words: Words = LANGUAGE === 'fr' ? fr : en

const MINUTE = 60

/** What went wrong, in the person's language if the code is known; and when to try again, if that is known. */
export function problemText(code: string, message?: string, wait?: number): string {
  if (code === 'rate_limited' && wait) return words.tooOften(until(wait))
  const known: Record<string, string> = words.problems
  return (Object.hasOwn(known, code) && known[code]) || message || words.problems.unexpected
}

/** “in 40 seconds”, “in 4 minutes”: never sooner than it is. */
function until(seconds: number): string {
  const said = new Intl.RelativeTimeFormat(LANGUAGE)
  return seconds < 2 * MINUTE ? said.format(Math.ceil(seconds), 'second') : said.format(Math.ceil(seconds / MINUTE), 'minute')
}
