import { describe, expect, it } from 'vitest'
import { formulaAt } from './formula'
import { blocksOf, htmlOf } from './syntax'

const html = (text: string): string => blocksOf(text, {})
    .map((one) => htmlOf(one.block))
    .join('')
const formulasIn = (text: string): string[] => [...html(text).matchAll(/class="formula[^>]*>([^<]*)</g)].map((found) => found[1]!)

describe('a dollar', () => {
  it('begins a formula when it stands close to it', () => {
    expect(formulaAt('$x^2$', 0)).toEqual({ tex: 'x^2', display: false, end: 5 })
    expect(formulasIn('Let $a$, $b$ and ($c$) be.')).toEqual(['a', 'b', 'c'])
  })
  it.each([
    'It costs $5 and $6.',
    'From $5-$6 to $20,000 or $30,000.',
    'A $ alone, $ x $ with room, a$b$c in a word.',
    'US$5 or CA$6$',
    'An escaped \\$x\\$ stays.',
    'Only one $x here.',
    'In `$x$` it is code.',
    '$$',
    '$$ $$',
  ])('is money or a sign in «%s»', (text) => {
    expect(formulasIn(text)).toEqual([])
    expect(html(text)).toContain('$')
  })
  it('may be escaped within', () => {
    expect(formulasIn('$5\\$ + x$ here')).toEqual(['5\\$ + x'])
  })
  it('does not end a formula before a digit', () => {
    expect(formulasIn('$x$5')).toEqual([])
  })
})

describe('a formula', () => {
  it.each(['$$\n\\frac{a}{b}\n$$', '$$\\frac{a}{b}$$', '\\[\n\\frac{a}{b}\n\\]', '\\[\\frac{a}{b}\\]'])('stands on lines of its own: %j', (text) => {
    expect(html(text)).toBe('<div class="formula display">\\frac{a}{b}</div>\n')
  })
  it('ends a paragraph that it follows, and begins another', () => {
    expect(html('so:\n$$\nx\n$$\nwhich')).toBe('<p>so:</p>\n<div class="formula display">x</div>\n<p>which</p>\n')
  })
  it('may be within a list or a quotation', () => {
    expect(formulasIn('- item\n  $$\n  x\n  $$\n\n> \\[ y \\]')).toEqual(['x', 'y'])
  })
  it('may be within a line', () => {
    expect(html('with \\(a_1\\) and $$b$$.')).toContain('<span class="formula ">a_1</span> and <span class="formula display">b</span>.')
  })
  it('is none while it is not closed', () => {
    expect(formulasIn('$$\nx\n\ny')).toEqual([])
    expect(formulasIn('\\[ x')).toEqual([])
  })
  it('does not stand alone when another one begins in it, or it is very long', () => {
    expect(formulasIn('\\[\nx\n\\[\ny\n\\]')).toEqual(['y'])
    expect(html(`\\[\n${'x\n'.repeat(300)}\\]`)).toMatch(/^<p>/)
  })
  it('is not looked for without end, however many begin', () => {
    expect(formulasIn('\\[\n'.repeat(8_000))).toEqual([])
    expect(formulasIn('\\[ x\ny\n'.repeat(4_000))).toEqual([])
    expect(formulasIn('\\( '.repeat(20_000))).toEqual([])
  })
  it('keeps its marks and its backslashes, and no HTML', () => {
    expect(formulasIn('$a_1 * b_1 * c \\\\ d$')).toEqual(['a_1 * b_1 * c \\\\ d'])
    expect(html('$<img src=x>$')).toContain('&lt;img src=x&gt;')
  })
})
