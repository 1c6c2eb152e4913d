import { describe, expect, it } from 'vitest'
import { excess, FRAME_BYTES, spare } from './frame'
import type { Send } from './types.gen'

const said = (text: string): Send => ({ type: 'send', ref: 'r'.repeat(32), thread_id: 't'.repeat(32), text, agents: ['neo'] })
const room = FRAME_BYTES - JSON.stringify(said('')).length

describe('a frame', () => {
  it('may be as long as the server takes, and no longer', () => {
    expect(excess(said('x'.repeat(room)))).toBe(0)
    expect(excess(said('x'.repeat(room + 1)))).toBe(1)
  })
  it('is measured in bytes of UTF-8', () => {
    expect(excess(said('é'.repeat(room / 2)))).toBe(0)
    expect(excess(said('é'.repeat(room / 2 + 100)))).toBe(100)
  })
  it('is measured as JSON writes it', () => {
    expect(excess(said('\n'.repeat(room / 2 + 10)))).toBe(10)
  })
  it('says how much more would fit', () => {
    expect(spare(said('x'.repeat(room - 100)))).toBe(99)
    expect(spare(said('é'.repeat(room / 2 - 100)))).toBe(99)
    expect(spare(said('x'.repeat(room + 100)))).toBe(-100)
    expect(spare(said('x'.repeat(5000)))).toBe(Infinity)
  })
  it('without a text always fits', () => {
    expect(excess({ type: 'ping' })).toBe(0)
  })
})
