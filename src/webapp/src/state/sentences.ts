/** The finished sentences of a text that grows, without Markdown's marks; French and English. */

/** A sentence as it is said, or null for a block of code. */
export type Part = string | null

export interface Finished {
  readonly parts: readonly Part[]
  /** Where the first unfinished sentence begins. */
  readonly next: number
}

const FENCE = /[ \t>]*(`{3,}|~{3,})[^\n]*\n/y
/** A run of signs is tried from its beginning alone, here as below: from each of them would take the square of its length. */
const STOP = /(?<![.!?…])[.!?…]+[»”’"')\]*_]*(?:[\u00a0\u202f]»)?(?=[ \t]+[^\s»])|\n/g
const ORDINAL = /^[\s>]*\d+$/
/** What ends in a full stop without ending a sentence. */
const SHORT = new Set(['m', 'mm', 'mme', 'mlle', 'mr', 'mrs', 'ms', 'dr', 'st', 'ste', 'no', 'p', 'pp', 'cf', 'ex', 'e.g', 'i.e', 'vs', 'fig', 'env', 'av', 'c.-à-d'])
/** So far back is looked for what is shortened, in letters. */
const REACH = 30
const ONLY_MARKS = /^[\s|:*_=-]*$/

/** What is finished from a place on; at the end of the text, all that is left. */
export function finished(text: string, from: number, over = false): Finished {
  const parts: Part[] = []
  let next = from
  for (let end = endOf(text, next, over); end > next; end = endOf(text, next, over)) {
    const part = fence(text, next) ? null : plain(text.slice(next, end))
    if (part !== '') parts.push(part)
    next = end
  }
  return { parts, next }
}

/** Where what begins here ends; here, when that is not known yet. */
function endOf(text: string, from: number, over: boolean): number {
  const open = fence(text, from)
  const end = open ? closed(text, from + open[0].length - 1, open[1] ?? '') : stop(text, from)
  return end || (over ? text.length : from)
}

/** The opening of a block of code that begins here. */
function fence(text: string, from: number): RegExpExecArray | null {
  if (from && text[from - 1] !== '\n') return null
  FENCE.lastIndex = from
  return FENCE.exec(text)
}

function closed(text: string, from: number, mark: string): number {
  const closing = new RegExp(`\\n[ \\t>]*${mark}[\`~]*[ \\t]*\\n`, 'g')
  closing.lastIndex = from
  return closing.test(text) ? closing.lastIndex : 0
}

function stop(text: string, from: number): number {
  STOP.lastIndex = from
  for (let found = STOP.exec(text); found; found = STOP.exec(text)) {
    if (found[0] === '\n' || ends(text, from, found)) return STOP.lastIndex
  }
  return 0
}

function ends(text: string, from: number, { 0: sign, index }: RegExpExecArray): boolean {
  if (!sign.startsWith('.') || sign.startsWith('..')) return true
  const before = text.slice(Math.max(from, index - REACH), index)
  const word = /[^\s('’«*_]*$/.exec(before)?.[0] ?? ''
  return !((index - from <= REACH && ORDINAL.test(before)) || /^\p{Lu}$/u.test(word) || SHORT.has(word.toLowerCase()))
}

/** A line of Markdown, or a part of one, as somebody would say it. */
export function plain(marked: string): string {
  if (ONLY_MARKS.test(marked)) return ''
  return marked
    .replace(/^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+)?(?:\[[ xX]\]\s+)?/, '')
    .replace(/^\|\s*|(?<!\s)\s*\|\s*$/g, '')
    .replace(/(?<!\s)\s*\|\s*/g, ', ')
    .replace(/!?\[([^\]]{0,300})\]\([^)]{0,1000}\)/g, '$1')
    .replace(/\*\*|__|~~|`+/g, '')
    .replace(/(^|[\s(«“"'’])[*_](?=\S)/g, '$1')
    .replace(/([^\s\\])[*_](?=[\s).,;:!?»”"'’]|$)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
