/** Everything the page says, in the person's language. */
import { en, type Words } from './words/en'
import { fr } from './words/fr'

export const LANGUAGE = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
export const words: Words = LANGUAGE === 'fr' ? fr : en

/** What went wrong, in the person's language if the code is known. */
export function problemText(code: string, message?: string): string {
  return words.problems[code] ?? message ?? words.problems['unexpected'] ?? code
}
