import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../wire/types.gen'
import { laidOut } from './groups'

const at = (seq: number, reply_to: string | null = null, day = '2026-03-01') =>
  ({ id: `m${seq}`, seq, reply_to, role: reply_to ? 'assistant' : 'user', content: '', created_at: `${day}T12:00:00` }) as Message
const grouped = (messages: readonly Message[], before?: ReturnType<typeof laidOut>) => laidOut(messages, before).groups
const places = (messages: readonly Message[]) => grouped(messages).map((one) => one.messages.map((message) => message.seq))
const talk = [at(1), at(2, 'm1'), at(3, 'm1'), at(4), at(5, 'm4')]

describe('messages', () => {
  it('stand alone, and answers to one message together', () => expect(places(talk)).toEqual([[1], [2, 3], [4], [5]]))
  it('do not come together over what stands between', () => {
    expect(places([at(1), at(2, 'm1'), at(3), at(4, 'm1')])).toEqual([[1], [2], [3], [4]])
  })
  it('have keys of their own', () => {
    const keys = grouped([at(1), at(2, 'm1'), at(3), at(4, 'm1'), at(5)]).map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('open a day where another one begins', () => {
    const days = grouped([at(1, null, '2026-02-28'), at(2, 'm1'), at(3), at(4, null, '2026-03-02')])
    expect(days.map((one) => one.dawns)).toEqual([true, true, false, true])
  })
})

describe('a group that was there', () => {
  const laid = laidOut(talk)
  const before = laid.groups
  const kept = (messages: readonly Message[]) => grouped(messages, laid).map((one) => before.includes(one))

  it('stays what it is', () => expect(kept(talk)).toEqual([true, true, true, true]))
  it('gives way when one of its messages has changed, and keeps its key', () => {
    const grown = talk.with(2, { ...at(3, 'm1'), content: 'more' })
    expect(kept(grown)).toEqual([true, false, true, true])
    expect(grouped(grown, laid)[1]?.key).toBe(before[1]?.key)
  })
  it('takes in one more answer', () => {
    expect(kept([...talk, at(6, 'm4')])).toEqual([true, true, true, false])
    expect(grouped([...talk, at(6, 'm4')], laid).at(-1)?.messages).toHaveLength(2)
  })
  it('stays while earlier ones come before it, but for the first, whose day is no longer the first', () => {
    expect(kept([at(0), ...talk])).toEqual([false, false, true, true, true])
  })
  it('stays while others are taken out', () => expect(kept(talk.toSpliced(0, 1))).toEqual([false, true, true]))
})

describe('a stretch', () => {
  const long = Array.from({ length: 100 }, (_, n) => at(n + 1))
  const before = laidOut(long.slice(40))
  const sizes = (messages: readonly Message[]) => laidOut(messages, before).stretches.map((one) => one.groups.length)
  const kept = (messages: readonly Message[]) => laidOut(messages, before).stretches.map((one) => before.stretches.includes(one))

  it('begins where it begins, whatever is loaded', () => {
    expect(sizes(long.slice(40))).toEqual([23, 32, 5])
    expect(sizes(long)).toEqual([31, 32, 32, 5])
  })
  it('stays what it is while another one changes', () => {
    expect(kept([...long.slice(40), at(101)])).toEqual([true, true, false])
    expect(kept([...long.slice(40, -1)])).toEqual([true, true, false])
    expect(kept(long.slice(40).with(30, at(71)))).toEqual([true, false, true])
  })
})

it('a thread that grows and changes anywhere is laid out as if it had always been so', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.tuple(fc.nat(99), fc.constantFrom(null, 'a', 'b'))), { maxLength: 8 }), (steps) => {
      let messages: Message[] = []
      let laid = laidOut(messages)
      for (const step of steps) {
        for (const [seq, reply_to] of step) messages = [...messages.filter((one) => one.seq !== seq), at(seq, reply_to)].sort((a, b) => a.seq - b.seq)
        laid = laidOut(messages, laid)
        expect(shape(laid)).toEqual(shape(laidOut(messages)))
      }
    }),
  )
})

function shape({ stretches }: ReturnType<typeof laidOut>) {
  return stretches.map((one) => [one.key, one.groups.map(({ messages, day, dawns }) => [messages, day, dawns])])
}
