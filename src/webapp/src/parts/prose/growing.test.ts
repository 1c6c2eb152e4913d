import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Growing } from './growing'
import { htmlOf } from './syntax'

const PIECES = [
  ...['a', ' ', '\n', '\n\n', '- ', '* ', '1. ', '2. ', '12', '> ', '# ', '    ', '  ', '---', '===', '```', '```js\n', '~~~', '$$', '$x$', '\\[', '\\]'],
  ...['| a | b |\n', '|---|:-:|\n', '[x]', '[x]: http://e.example\n', '[y]: http://', '(http://f', ')', '**', '`', '- [ ] ', 'word word', '[1]', '\r\n', '\t'],
]
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((all) => all.join(''))
const read = (growing: Growing, whole: string, more = true): string[] => growing.read(whole, more).map(htmlOf)
const once = (whole: string): string[] => read(new Growing(), whole, false)

function grown(whole: string, steps: readonly number[]): Growing {
  const growing = new Growing()
  let at = 0
  for (const step of steps) growing.read(whole.slice(0, (at += step)), true)
  return growing
}

describe('a text that grows', () => {
  it('ends as if it had been there at once', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 })
    fc.assert(
      fc.property(text, steps, (whole, sizes) => {
        expect(read(grown(whole, sizes), whole, false)).toEqual(once(whole))
      }),
      { numRuns: 500 },
    )
  })
  it('keeps the blocks that stand', () => {
    const growing = new Growing()
    const [first] = growing.read('one\n\ntwo\n', true)
    expect(growing.read('one\n\ntwo and more\n\nthree', true)[0]).toBe(first)
  })
  it('reads again what a link that is named later belongs to', () => {
    const growing = new Growing()
    growing.read('see [x]\n\nthen\n\nthen', true)
    expect(read(growing, 'see [x]\n\nthen\n\nthen\n\n[x]: http://e.example\n\n')[0]).toContain('href="http://e.example"')
  })
  it('begins anew when it is another', () => {
    const growing = new Growing()
    growing.read('one\n\ntwo\n\nthree', true)
    expect(read(growing, 'four')).toEqual(['<p>four</p>\n'])
  })
  it('has the items of a list and the rows of a table one by one', () => {
    const items = (whole: string) => new Growing().read(whole, false).map((one) => one.items.length)
    expect(items('- a\n- b\n  - c\n\n| d |\n|---|\n| e |\n| f |\n\n| g |\n|---|\n\nh')).toEqual([2, 2, 0, 0])
  })
  it('is one block for each outermost one', () => {
    expect(once('# a\n\n- b\n  - c\n\n```\nd\n```\n\n| e |\n|---|\n')).toHaveLength(4)
  })
})
