/** Formulas between `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, as tokens of their own. */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

export interface Formula {
  readonly tex: string
  readonly display: boolean
  /** Where the text goes on. */
  readonly end: number
}

const CLOSES: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]', '\\(': '\\)' }
/** A longer formula is none: whoever begins many without an end would be waited for with each. */
const MOST_LINES = 200
const LONGEST = 5_000
const WORD = /[\p{L}\p{N}]/u

/** The formula that begins exactly here, if one does. */
export function formulaAt(text: string, at: number): Formula | null {
  const opening = text.slice(at, at + 2)
  const closing = CLOSES[opening]
  if (!closing) return text[at] === '$' ? dollars(text, at) : null
  const close = unescaped(text, closing, at + 2)
  const tex = text.slice(at + 2, close).trim()
  return close > 0 && tex ? { tex, display: opening !== '\\(', end: close + 2 } : null
}

/** Between single dollars, which may as well be money: they stand close to what is within, and no digit follows. */
function dollars(text: string, at: number): Formula | null {
  const close = unescaped(text, '$', at + 1)
  const tex = text.slice(at + 1, close)
  if (close < at + 2 || tex !== tex.trim()) return null
  if (WORD.test(text[at - 1] ?? '') || /\d/.test(text[close + 1] ?? '')) return null
  return { tex, display: false, end: close + 1 }
}

function unescaped(all: string, sign: string, from: number): number {
  const text = all.slice(0, from + LONGEST)
  let found = text.indexOf(sign, from)
  while (found > 0 && sign[0] === '$' && backslashes(text, found) % 2) found = text.indexOf(sign, found + 1)
  return found
}

function backslashes(text: string, before: number): number {
  let at = before
  while (text[at - 1] === '\\') at--
  return before - at
}

function inline(state: StateInline, silent: boolean): boolean {
  const found = formulaAt(state.src, state.pos)
  if (!found || found.end > state.posMax) return false
  if (!silent) {
    const token = state.push('formula', 'span', 0)
    token.content = found.tex
    token.info = found.display ? 'display' : ''
  }
  state.pos = found.end
  return true
}

/** A formula on lines of its own, without an empty one among them. */
function block(state: StateBlock, first: number, last: number, silent: boolean): boolean {
  const end = lastLine(state, first, last)
  const tex = end < 0 ? '' : state.getLines(first, end + 1, state.blkIndent, false).trim().slice(2, -2).trim()
  if (!tex || silent) return Boolean(tex)
  const token = state.push('formula_block', 'div', 0)
  token.content = tex
  token.map = [first, end + 1]
  state.line = end + 1
  return true
}

function lastLine(state: StateBlock, first: number, last: number): number {
  const opening = lineOf(state, first).slice(0, 2)
  const closing = opening === '\\(' ? undefined : CLOSES[opening]
  if (!closing || state.sCount[first]! - state.blkIndent >= 4) return -1
  for (let line = first; line < Math.min(last, first + MOST_LINES); line++) {
    const text = line === first ? lineOf(state, line).slice(2) : lineOf(state, line)
    const close = text.indexOf(closing)
    if (close >= 0) return close === text.length - 2 && (line > first || close > 0) ? line : -1
    if (line > first && (!text || text.startsWith(opening) || state.sCount[line]! < state.blkIndent)) return -1
  }
  return -1
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trimEnd()
}

export function formulas(markdown: MarkdownIt): void {
  const { escapeHtml } = markdown.utils
  markdown.inline.ruler.before('escape', 'formula', inline)
  markdown.block.ruler.after('fence', 'formula_block', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  markdown.renderer.rules['formula'] = (tokens, index) =>
    `<span class="formula ${tokens[index]!.info}">${escapeHtml(tokens[index]!.content)}</span>`
  markdown.renderer.rules['formula_block'] = (tokens, index) =>
    `<div class="formula display">${escapeHtml(tokens[index]!.content)}</div>\n`
}
