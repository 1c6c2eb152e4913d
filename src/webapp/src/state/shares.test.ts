import { describe, expect, it } from 'vitest'
import type { Cost } from '../wire/types.gen'
import { answers, ordered, shares, uncounted } from './shares'

const known: Cost = { agent: 'neo', model: 'google:m', calls: 2, input_tokens: 30, output_tokens: 10, cost: 0.3, uncounted: 0, unpriced: 0 }
const other: Cost = { ...known, agent: 'anima', input_tokens: 90, output_tokens: 30, cost: 0.1 }
const unpriced: Cost = { ...other, cost: null, unpriced: 2 }
const uncalled: Cost = { ...unpriced, input_tokens: null, output_tokens: null, uncounted: 1 }
const offline: Cost = { ...other, model: 'offline:quotes', input_tokens: null, output_tokens: null, cost: 0, uncounted: 2 }
const title: Cost = { ...known, agent: 'title', calls: 1 }

describe('the shares of a thread’s costs', () => {
  it('are of the money when all of it is known', () => expect(shares([known, other])).toEqual({ of: 'cost', parts: [expect.closeTo(0.75), expect.closeTo(0.25)] }))
  it('are of the tokens when some money is not', () => expect(shares([known, unpriced])).toEqual({ of: 'tokens', parts: [0.25, 0.75] }))
  it('are not told when tokens were not counted either', () => expect(shares([known, uncalled]).of).toBe('nothing'))
  it('are not told of one alone', () => expect(shares([known]).of).toBe('nothing'))
  it('are not told of nothing', () => expect(shares([offline, { ...offline, agent: 'neo' }]).of).toBe('nothing'))
})

describe('a thread’s costs', () => {
  it('stand in the usual order of the agents, a title last', () => {
    expect(ordered([title, known, other]).map((one) => one.agent)).toEqual(['anima', 'neo', 'title'])
  })
  it('count answers, and a title is none', () => expect(answers([known, title])).toBe(2))
  it('do not miss the tokens of answers for which no model was asked', () => expect(uncounted([offline, uncalled])).toBe(1))
})
