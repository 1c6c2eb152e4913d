/** How well a text answers what somebody types, and where; case and accents do not matter. */

export type Marks = readonly (readonly [number, number])[]
export interface Match {
  readonly score: number
  readonly marks: Marks
}
export interface Ranked<T> extends Match {
  readonly item: T
}

interface Path {
  readonly score: number
  readonly at: readonly number[]
}

const LONGEST_WORD = 24
const NEXT = 3
const NEXT_WORD = 2
const SKIPPED = -1
const INSIDE = 1
const LEAST = 1.6
const BEGINS = 0.5
const ENDS = 0.5
const PER_LETTER = 1 / 1000

/** What answers the query, the best first; of equals, the one that was given first. */
export function rank<T>(query: string, items: readonly T[], textOf: (item: T) => string): Ranked<T>[] {
  const found = items.flatMap((item) => {
    const one = match(query, textOf(item))
    return one ? [{ item, ...one }] : []
  })
  return found.sort((a, b) => b.score - a.score)
}

/** Every word of the query has to be in the text: as a word's beginning, abbreviated, or inside. */
export function match(query: string, text: string): Match | null {
  const folded = fold(text)
  const wanted = wordsOf(fold(query.normalize('NFC'))).map((word) => word.slice(0, LONGEST_WORD))
  if (!wanted.length || !wanted.every((word) => mayBeIn(word, folded))) return null
  const paths = wanted.map((word) => place(word, folded))
  if (!paths.every((one) => one !== null)) return null
  const score = paths.reduce((sum, one) => sum + one.score, 0) / paths.length - text.length * PER_LETTER
  return { score, marks: spans(paths.flatMap((one) => one.at)) }
}

/** Whether every word of the query begins a word of the text. */
export function hasWords(query: string, text: string): boolean {
  const there = wordsOf(fold(text))
  return wordsOf(fold(query.normalize('NFC'))).every((word) => there.some((one) => one.startsWith(word)))
}

/** Each character without accent and case, at the same place. */
function fold(text: string): string {
  return text.replace(/[A-Z\u{80}-\u{10ffff}]/gu, (one) => {
    const plain = one.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    return plain.length === one.length ? plain : one
  })
}

/** Most texts do not even have the letters in this order. */
function mayBeIn(word: string, text: string): boolean {
  let at = -1
  for (const letter of word) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}

function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? []
}

function place(word: string, text: string): Path | null {
  const starts = startsOf(text)
  const whole = starts.filter((at) => text.startsWith(word, at)).map((at) => weighed(straight(word, at), text))
  const begun = best(whole) ?? best([abbreviated(starts), misspelt(text)].map((ways) => follow(word, text, starts, ways)))
  if (begun) return begun
  const at = word.length > 1 ? text.indexOf(word) : -1
  return at < 0 ? null : { ...straight(word, at), score: INSIDE }
}

function straight(word: string, at: number): Path {
  return { score: (word.length - 1) * NEXT, at: Array.from({ length: word.length }, (_, n) => at + n) }
}

/** Where a letter may be followed from here, and what that is worth. */
type Ways = (at: number) => [number, number][]

/** With the next letter, or with the beginning of the next word. */
function abbreviated(starts: readonly number[]): Ways {
  return (at) => [[at + 1, NEXT], [starts.find((one) => one > at) ?? -1, NEXT_WORD]]
}

/** With the next letter, or with one of the same word that is near. */
function misspelt(text: string): Ways {
  const near = (at: number) => [2, 3].filter((skip) => !/[^\p{L}\p{N}]/u.test(text.slice(at, at + skip)))
  return (at) => [[at + 1, NEXT], ...near(at).map((skip): [number, number] => [at + skip, SKIPPED])]
}

/** The best way through the text that begins with a word. */
function follow(word: string, text: string, starts: readonly number[], ways: Ways): Path | null {
  const known = new Map<number, Path | null>()

  function from(n: number, at: number): Path | null {
    if (n === word.length - 1) return { score: 0, at: [at] }
    const key = n * text.length + at
    const there = known.get(key)
    if (there !== undefined) return there
    const steps = ways(at).filter(([to]) => text[to] === word[n + 1])
    const found = best(steps.map(([to, gain]) => ahead(from(n + 1, to), at, gain)))
    known.set(key, found)
    return found
  }

  const begun = starts.filter((at) => text[at] === word[0])
  return best(begun.flatMap((at) => from(0, at) ?? []).map((one) => weighed(one, text)).filter((one) => one.score >= LEAST))
}

function startsOf(text: string): number[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((one) => one.index)
}

function ahead(rest: Path | null, at: number, gain: number): Path | null {
  return rest && { score: rest.score + gain, at: [at, ...rest.at] }
}

/** For a letter: so words of any length compare. */
function weighed(path: Path, text: string): Path {
  const ends = !/[\p{L}\p{N}]/u.test(text[(path.at.at(-1) ?? 0) + 1] ?? ' ')
  return { ...path, score: (NEXT + path.score) / path.at.length + (path.at[0] === 0 ? BEGINS : 0) + (ends ? ENDS : 0) }
}

function best(paths: readonly (Path | null)[]): Path | null {
  return paths.reduce((so, one) => (one && (!so || one.score > so.score) ? one : so), null)
}

function spans(places: readonly number[]): [number, number][] {
  const marks: [number, number][] = []
  for (const at of [...new Set(places)].sort((a, b) => a - b)) {
    const last = marks.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else marks.push([at, at + 1])
  }
  return marks
}
