/** The words of a question where a passage says them, by their beginnings: case and accents do not matter. Pure. */
import type { Marks } from './ranking'

const WORD = /[\p{L}\p{N}]+/gu
/** What is so short says nothing, unless all is. */
const SHORT = 3
/** So many letters may a word have after what it begins with. */
const ENDING = 5

/** Where a text has the words that were asked for, or others of the same stem. */
export function askedFor(question: string, text: string): Marks {
  const asked = [...question.matchAll(WORD)].map(([word]) => folded(word))
  const long = asked.filter((word) => word.length > SHORT || /\d/.test(word))
  return [...text.matchAll(WORD)].flatMap((found): Marks => {
    const word = folded(found[0])
    return (long.length ? long : asked).some((one) => isLike(word, one)) ? [[found.index, found.index + found[0].length]] : []
  })
}

function isLike(word: string, asked: string): boolean {
  const stem = stemOf(asked)
  return word === asked || (stem !== asked && word.startsWith(stem) && word.length <= stem.length + ENDING)
}

/** What is left of a longer word without its ending. */
function stemOf(word: string): string {
  if (word.length < 5) return word
  return word.slice(0, word.length > 5 ? -2 : -1)
}

function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
