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

/** What went wrong, in the person's language if the code is known. */
export function problemText(code: string, message?: string): string {
  const known: Partial<Record<string, string>> = words.problems
  return known[code] ?? (message || words.problems.unexpected)
}
