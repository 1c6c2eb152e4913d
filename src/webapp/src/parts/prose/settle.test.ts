import { describe, expect, it } from 'vitest'
import { settle } from './settle'

describe('the end of a text that grows', () => {
  it.each([
    ['a\n-', 'a'],
    ['a\n1.', 'a'],
    ['a\n\n##', 'a\n\n'],
    ['a\n``', 'a'],
    ['a\n```py', 'a'],
    ['```py\nx\n``', '```py\nx'],
    ['a [link](http://exam', 'a link'],
    ['a **bold', 'a **bold**'],
    ['a **bold*', 'a **bold**'],
    ['a `code', 'a `code`'],
    ['a `', 'a '],
    ['so $x^', 'so '],
    ['so \\(x', 'so '],
    ['so\n\n$$\n\\frac{', 'so\n\n$$\\cdots$$'],
    ['so\n\\[\nx', 'so\n$$\\cdots$$'],
    ['a\n\n| x | y', 'a\n\n'],
    ['| x | y |\n', '| x | y |\n|---|---'],
    ['| x | y |\n|--', '| x | y |\n|---|---'],
  ])('%j is shown as %j', (text, shown) => {
    expect(settle(text)).toBe(shown)
  })
  it.each(['It costs $5 and', '2 ** 3', '```\n**a $x | b', 'a\n\n| x |\n|---|\n| y', 'done.', 'a [1, 2', '```\n`\n```\nafter', ''])('%j stays', (text) => {
    expect(settle(text)).toBe(text)
  })
})
