/** A part of a document's text as it is shown: headings, paragraphs, tables and code, with the words that are meant marked. Pure. */
import type { Document, Heading, Part } from '../wire/types.gen'
import { unitsOf } from './points'
import type { Marks } from './ranking'

/** A stretch of text. */
export interface Piece {
  readonly text: string
  readonly marks: Marks
}

export type Block =
  | ({ readonly kind: 'heading'; readonly level: number; readonly at: number } & Piece)
  | ({ readonly kind: 'text' | 'code' } & Piece)
  | { readonly kind: 'table'; readonly rows: readonly (readonly Piece[])[] }

export interface Span {
  readonly start: number
  readonly end: number
}

/** A line of a part, with its place in it in UTF-16 units. */
interface Line {
  readonly from: number
  readonly text: string
}

type Kind = 'none' | 'heading' | 'row' | 'line'
interface Run {
  readonly kind: Kind
  readonly first: Line
  readonly lines: Line[]
}

const CELL = ' | '
const TABLED: readonly Document['format'][] = ['docx', 'pptx', 'xlsx', 'csv', 'html', 'pdf']

/** A part, block by block. The span is of the whole text. */
export function blocksOf(part: Part, headings: readonly Heading[], format: Document['format'], span?: Span): Block[] {
  const mark = span ? within(part, span) : null
  const cut = (from: number, text: string): Piece => ({ text, marks: marksIn(mark, from, text.length) })
  if (format === 'code') return [{ kind: 'code', ...cut(0, part.text) }]
  const levels = new Map(headings.map((one) => [unitsOf(part.text, one.start - part.start), one]))
  const blocks: Block[] = []
  for (const { kind, first, lines } of runs(linesOf(part.text), levels, TABLED.includes(format))) {
    const heading = levels.get(first.from)
    if (heading) {
      const signs = format === 'markdown' ? (/^#{1,6}\s+/.exec(first.text)?.[0].length ?? 0) : 0
      blocks.push({ kind: 'heading', level: heading.level, at: heading.start, ...cut(first.from + signs, first.text.slice(signs)) })
    } else if (kind === 'row' && lines.length > 1) blocks.push({ kind: 'table', rows: filled(lines.map((line) => cellsOf(line, cut))) })
    else blocks.push({ kind: 'text', ...cut(first.from, lines.map((line) => line.text).join('\n')) })
  }
  return blocks
}

/** Whether any of it is marked. */
export function isMarked(block: Block): boolean {
  return block.kind === 'table' ? block.rows.some((row) => row.some((cell) => cell.marks.length > 0)) : block.marks.length > 0
}

/** What of a span of the whole text is in a part, in UTF-16 units; null for nothing. */
function within({ start, text }: Part, span: Span): readonly [number, number] | null {
  const from = unitsOf(text, span.start - start)
  const to = unitsOf(text, span.end - start)
  return from < to ? [from, to] : null
}

function marksIn(mark: readonly [number, number] | null, from: number, length: number): Marks {
  if (!mark) return []
  const [begin, end] = [Math.max(0, mark[0] - from), Math.min(length, mark[1] - from)]
  return begin < end ? [[begin, end]] : []
}

function linesOf(text: string): Line[] {
  let from = 0
  return text.split('\n').map((line) => {
    const one = { from, text: line }
    from += line.length + 1
    return one
  })
}

/** Lines that belong together: a heading alone, the rows of a table, the lines of a paragraph up to an empty one. */
function runs(all: readonly Line[], levels: ReadonlyMap<number, unknown>, tabled: boolean): Run[] {
  const found: Run[] = []
  let before: Kind = 'none'
  for (const line of all) {
    const kind = kindOf(line, levels, tabled)
    const goesOn = kind === before && (kind === 'row' || kind === 'line')
    if (goesOn) found.at(-1)?.lines.push(line)
    else if (kind !== 'none') found.push({ kind, first: line, lines: [line] })
    before = kind
  }
  return found
}

function kindOf(line: Line, levels: ReadonlyMap<number, unknown>, tabled: boolean): Kind {
  if (levels.has(line.from)) return 'heading'
  if (!line.text.trim()) return 'none'
  return tabled && line.text.includes(CELL) ? 'row' : 'line'
}

/** Every row as long as the longest. */
function filled(rows: readonly (readonly Piece[])[]): Piece[][] {
  const longest = Math.max(...rows.map((row) => row.length))
  return rows.map((row) => [...row, ...Array.from({ length: longest - row.length }, () => ({ text: '', marks: [] }))])
}

function cellsOf(line: Line, cut: (from: number, text: string) => Piece): Piece[] {
  let from = line.from
  return line.text.split(CELL).map((cell) => {
    const piece = cut(from, cell)
    from += cell.length + CELL.length
    return piece
  })
}
