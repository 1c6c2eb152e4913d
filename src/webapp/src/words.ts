/** Everything the page says, in the person's language. */
import { en, type Words } from './words/en'
import { fr } from './words/fr'

export const LANGUAGE = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
/** For times and numbers: the person's own region, as long as it is of this language. */
export const LOCALE = navigator.language.toLowerCase().startsWith(LANGUAGE) ? navigator.language : LANGUAGE
export const words: Words = LANGUAGE === 'fr' ? fr : en

/** What went wrong, in the person's language if the code is known. */
export function problemText(code: string, message?: string): string {
  const known: Partial<Record<string, string>> = words.problems
  return known[code] ?? (message || words.problems.unexpected)
}
