/** The end of a text that is still being written, without what would look quite otherwise a moment later. */

const FENCE = /^[\s>]*(`{3,}|~{3,})([^`]*)$/
const MARKERS = /^[\s>]*(?:[-=*_+#|]+|`{1,2}|~+|\d{1,9}[.)]?|[-*+] \[[ xX]?\]?)?\s*$/
const ROW = /^\s*\|/
const UNDER_HEAD = /^\s*\|?[\s:|-]*$/
const LINK = /!?\[([^[\]\n]*)\]\([^)\n]*$/
const CITATION = /(?<!\\)\[\d{0,2}$/
const BOLD = /(?:^|[\s(["'«])(?:\*\*)(?=[^\s*])[^*]*(\*?)$/
const MATHS = /(^|[\s(])\$(?![\s\d$])[^$\n]{0,40}$/
const SOON = '$$\\cdots$$'

export function settle(text: string): string {
  const lines = text.split('\n')
  const last = lines.at(-1)!
  const { open, after } = fences(lines.slice(0, -1))
  if (open) return /^\s*[`~]*$/.test(last) ? lines.slice(0, -1).join('\n') : text
  if (FENCE.test(last)) return lines.slice(0, -1).join('\n')
  const blank = lines.findLastIndex((line, at) => !line.trim() && at < lines.length - 1)
  const from = Math.max(blank + 1, after)
  const block = lines.slice(from)
  return [...lines.slice(0, from), table(block) ?? unmarked(block) ?? words(block.join('\n'))].join('\n')
}

/** Whether code is open at the end, and the line after the code that was closed last. */
function fences(lines: readonly string[]): { open: boolean; after: number } {
  let [open, after] = ['', 0]
  lines.forEach((line, at) => {
    const [, fence = '', info = ''] = FENCE.exec(line) ?? []
    if (!fence) return
    if (!open) open = fence
    else if (fence.startsWith(open) && !info.trim()) [open, after] = ['', at + 1]
  })
  return { open: Boolean(open), after }
}

/** A table is one as soon as its head is there; null if this is none that begins. */
function table(lines: readonly string[]): string | null {
  const head = lines.findIndex((line) => ROW.test(line))
  if (head < 0 || lines.length - head > 2 || !UNDER_HEAD.test(lines[head + 1] ?? '')) return null
  const before = lines.slice(0, head)
  if (lines.length - head === 1) return before.join('\n')
  const row = lines[head]!
  return [...before, row, indent(row) + '|---'.repeat(columns(row))].join('\n')
}

/** Signs alone on a line may become a list, a heading, a rule: null if there is more than that. */
function unmarked(lines: readonly string[]): string | null {
  const last = lines.at(-1)
  return last && MARKERS.test(last) ? lines.slice(0, -1).join('\n') : null
}

function indent(row: string): string {
  return row.slice(0, row.indexOf('|'))
}

function columns(row: string): number {
  return row.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).length
}

/** The words of the last block: marks are closed, addresses and formulas wait until they are whole. */
function words(text: string): string {
  if (odd(text, /(?<!`)`(?!`)/g)) return /`\s*$/.test(text) ? text.replace(/`\s*$/, '') : `${text}\``
  const prose = withoutOpenFormula(text).replace(LINK, '$1').replace(CITATION, '')
  if (!odd(prose, /\*\*/g)) return prose
  const bold = BOLD.exec(prose)
  return bold ? `${prose.trimEnd()}${bold[1] ? '*' : '**'}` : prose
}

function withoutOpenFormula(text: string): string {
  if (odd(text, /\$\$/g)) return text.slice(0, text.lastIndexOf('$$')) + SOON
  const [display, inline] = [opened(text, '\\[', '\\]'), opened(text, '\\(', '\\)')]
  if (display >= 0) return text.slice(0, display) + SOON
  return inline >= 0 ? text.slice(0, inline) : text.replace(MATHS, '$1')
}

function opened(text: string, opening: string, closing: string): number {
  const at = text.lastIndexOf(opening)
  return at > text.lastIndexOf(closing) && text[at - 1] !== '\\' ? at : -1
}

function odd(text: string, sign: RegExp): boolean {
  return (text.match(sign)?.length ?? 0) % 2 === 1
}
