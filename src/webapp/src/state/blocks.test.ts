import { describe, expect, it } from 'vitest'
import type { Part } from '../wire/types.gen'
import { blocksOf, isMarked, type Block } from './blocks'
import { pointsOf, unitsOf } from './points'

const part = (text: string, start = 0): Part => ({ n: 0, text, start })
const marked = (block: Block | undefined): string[] => {
  if (!block) return []
  const pieces = block.kind === 'table' ? block.rows.flat() : [block]
  return pieces.flatMap(({ text, marks }) => marks.map(([from, to]) => text.slice(from, to)))
}

describe('offsets in code points', () => {
  it('are those in UTF-16 units where nothing lies beyond the first plane', () => {
    expect([unitsOf('été', 2), unitsOf('été', 9), unitsOf('été', -1), pointsOf('été')]).toEqual([2, 3, 0, 3])
  })
  it('count a sign of two units once', () => {
    const text = '🦊 et 🐢'
    expect(text.slice(unitsOf(text, 5))).toBe('🐢')
    expect(pointsOf(text)).toBe(6)
  })
})

describe('a part of a document', () => {
  it('is its headings and paragraphs', () => {
    const text = '## Le renard\n\nUn jour\nen frais.\n\n\nFin'
    const blocks = blocksOf(part(text, 100), [{ start: 100, level: 2, text: 'Le renard' }], 'markdown')
    expect(blocks).toEqual([
      { kind: 'heading', level: 2, at: 100, text: 'Le renard', marks: [] },
      { kind: 'text', text: 'Un jour\nen frais.', marks: [] },
      { kind: 'text', text: 'Fin', marks: [] },
    ])
  })

  it('marks the very words, also behind signs of two units and in the middle of the whole text', () => {
    const text = '🦊 Compère le renard\nretint à dîner 🐢 la cigogne'
    const start = 500 + pointsOf('🦊 Compère ')
    const blocks = blocksOf(part(text, 500), [], 'text', { start, end: start + pointsOf('le renard\nretint à dîner 🐢') })
    expect(marked(blocks[0])).toEqual(['le renard\nretint à dîner 🐢'])
  })

  it('marks what of the words is in it when they go beyond it, and nothing that is elsewhere', () => {
    expect(blocksOf(part('abc', 10), [], 'text', { start: 5, end: 12 }).flatMap(marked)).toEqual(['ab'])
    expect(blocksOf(part('abc', 10), [], 'text', { start: 13, end: 20 }).some(isMarked)).toBe(false)
    expect(blocksOf(part('abc', 10), [], 'text', { start: 0, end: 10 }).some(isMarked)).toBe(false)
  })

  it('shows rows as a table, with the words in their cells', () => {
    const text = 'Ville | Habitants\nLyon | 520 774\n\nSource : Insee | 2022'
    const [table, line] = blocksOf(part(text), [], 'xlsx', { start: 8, end: 22 })
    expect(table?.kind === 'table' && table.rows.map((row) => row.map((cell) => cell.text))).toEqual([['Ville', 'Habitants'], ['Lyon', '520 774']])
    expect(marked(table)).toEqual(['Habitants', 'Lyon'])
    expect(line?.kind).toBe('text')
  })

  it('fills rows that are shorter than others', () => {
    const [table] = blocksOf(part('a | b | c\nd | e'), [], 'docx')
    expect(table?.kind === 'table' && table.rows.map((row) => row.length)).toEqual([3, 3])
  })

  it('leaves bars in prose and code as they are', () => {
    expect(blocksOf(part('a | b\nc | d'), [], 'markdown')).toEqual([{ kind: 'text', text: 'a | b\nc | d', marks: [] }])
    expect(blocksOf(part('x = a | b\n\n# no heading'), [], 'code')).toEqual([{ kind: 'code', text: 'x = a | b\n\n# no heading', marks: [] }])
  })
})
