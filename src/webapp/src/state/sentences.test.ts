import { describe, expect, it } from 'vitest'
import { finished, plain } from './sentences'

/** So often within a test’s patience; who goes through the square of it takes seconds for one. */
const TIMES = 10

const parts = (text: string, over = false) => finished(text, 0, over).parts

describe('the sentences of a text', () => {
  it('are said once they are finished', () => {
    expect(parts('It rains. The garden is')).toEqual(['It rains.'])
    expect(parts('It rains. The garden is', true)).toEqual(['It rains.', 'The garden is'])
  })
  it('wait for what follows their end', () => {
    expect(parts('It costs 3.')).toEqual([])
    expect(parts('It costs 3.14 in all. Yes')).toEqual(['It costs 3.14 in all.'])
  })
  it('end where a line ends', () => expect(parts('# A title\n- one\n- two\nthree')).toEqual(['A title', 'one', 'two']))
  it('end in English as in French', () => {
    expect(parts('Really?! “Yes.” She left… And then')).toEqual(['Really?!', '“Yes.”', 'She left…'])
    expect(parts('Quoi\u202f? «\u202fOui\u202f!\u202f» dit-elle. Puis')).toEqual(['Quoi\u202f?', '«\u202fOui\u202f!\u202f»', 'dit-elle.'])
    expect(parts('« Oui ! » dit-elle. Puis')).toEqual(['« Oui ! » dit-elle.'])
  })
  it('do not end at what is only shortened', () => {
    expect(parts('M. Roux et Mme. Blanc, c.-à-d. eux. Bien')).toEqual(['M. Roux et Mme. Blanc, c.-à-d. eux.'])
    expect(parts('Dr. J. Smith, e.g. him. Fine')).toEqual(['Dr. J. Smith, e.g. him.'])
    expect(parts('1. First point. More')).toEqual(['1. First point.'])
  })
  it('leave code out', () => {
    expect(parts('So:\n```js\na. b\n\n```\nDone. Yes')).toEqual(['So:', null, 'Done.'])
    expect(parts('So:\n```js\na. b\n')).toEqual(['So:'])
    expect(parts('So:\n```js\na. b\n', true)).toEqual(['So:', null])
    expect(parts('~~~~\n~~~\n~~~~\n')).toEqual([null])
  })
  it('are the same however the text comes', () => {
    const text = 'Une. Deux !\n\n```\nx. y\n```\n| a | b |\n|---|---|\n| 1 | 2 |\nFin. '
    const grown = Array.from(text).reduce(
      (so, _, n) => {
        const { parts, next } = finished(text.slice(0, n + 1), so.next)
        return { parts: [...so.parts, ...parts], next }
      },
      { parts: [] as (string | null)[], next: 0 },
    )
    expect(grown).toEqual(finished(text, 0))
  })
})

describe('a text without an end of a sentence', () => {
  it.each([
    ['signs', '!'.repeat(32_000)],
    ['words cut short', 'p. 1 et '.repeat(20_000)],
    ['room', `${' '.repeat(32_000)}x`],
    ['brackets', '['.repeat(32_000)],
    ['links', '[x]('.repeat(20_000)],
  ])('is gone through once: %s', (_, text) => {
    for (let n = 0; n < TIMES; n++) finished(text, 0, true)
    expect(finished(text, 0).next).toBe(0)
  })
})

describe('marks', () => {
  it.each([
    ['**Bold**, *thin*, _thin_ and `code`', 'Bold, thin, thin and code'],
    ['> - [x] done', 'done'],
    ['[here](https://example.org) and ![a cat](cat.png)', 'here and a cat'],
    ['| one | two |', 'one, two'],
    ['|---|:-:|', ''],
    ['***', ''],
    ['snake_case and 2 * 3 stay', 'snake_case and 2 * 3 stay'],
    ['a \\* star', 'a * star'],
  ])('%s', (marked, said) => expect(plain(marked)).toBe(said))
})
