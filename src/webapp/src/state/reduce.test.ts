import { describe, expect, it } from 'vitest'
import type { Down } from '../wire/types.gen'
import { INITIAL, type Pending } from './model'
import { reduce } from './reduce'
import { fetched, opened, replay, seen, snapshot, talk, TAPES, type Tape } from './tapes'
import { shelf } from './threads'

const cuts = (tape: Tape) => tape.events.map((_, n) => n)

describe.each(TAPES)('$name', (tape) => {
  const truth = seen(tape, replay(opened(tape), tape.events))

  it('is the same when every event comes twice', () => {
    const twice = tape.events.flatMap((event) => [event, event])
    expect(seen(tape, replay(opened(tape), twice))).toEqual(truth)
  })

  it('is the same when all is told once more from anywhere', () => {
    const whole = replay(opened(tape), tape.events)
    for (const cut of cuts(tape)) expect(seen(tape, replay(whole, tape.events.slice(cut)))).toEqual(truth)
  })

  it('is a snapshot and any suffix that begins before it', () => {
    for (const cut of cuts(tape))
      for (const from of cuts(tape).filter((n) => n <= cut)) {
        const begun = fetched(tape, opened(tape), snapshot(tape, tape.events.slice(0, cut)))
        expect(seen(tape, replay(begun, tape.events.slice(from))), `snapshot ${cut}, from ${from}`).toEqual(truth)
      }
  })

  it('is healed by a snapshot after any one event was lost', () => {
    for (const lost of cuts(tape)) {
      const state = replay(opened(tape), tape.events.toSpliced(lost, 1))
      expect(seen(tape, fetched(tape, state, snapshot(tape, tape.events)))).toEqual(truth)
    }
  })

  it('is healed by a late snapshot of what was written so far, and the events since', () => {
    for (const cut of cuts(tape)) {
      const begun = replay(opened(tape), tape.events.slice(cut))
      const late = fetched(tape, begun, snapshot(tape, tape.events.slice(0, cut), 2), 0)
      expect(seen(tape, fetched(tape, late, snapshot(tape, tape.events)))).toEqual(truth)
    }
  })

  it('asks for a snapshot when text was lost, and for none when nothing was', () => {
    const ready = fetched(tape, opened(tape), [])
    expect(talk(tape, replay(ready, tape.events)).need).toBe('nothing')
    const texts = cuts(tape).filter((n) => tape.events[n]?.type === 'reply.delta')
    const holes = texts.map((lost) => talk(tape, replay(ready, tape.events.toSpliced(lost, 1))))
    const whole = (one: { messages: readonly unknown[] }) => JSON.stringify(one.messages)
    const right = whole(talk(tape, replay(ready, tape.events)))
    expect(holes.filter((one) => one.need === 'nothing' && whole(one) !== right)).toEqual([])
  })
})

describe('what is told of a reply', () => {
  const tape: Tape = { name: 'by hand', threadId: 't', events: [] }
  const reply = { id: 'a', thread_id: 't', seq: 2, role: 'assistant', speaker: 'neo', content: '', status: 'streaming', created_at: '', version: 1 } as const
  const started: Down = { type: 'reply.started', id: '1', thread_id: 't', message_id: 'a', message: reply }
  const delta = (at: number, text: string): Down => ({ type: 'reply.delta', id: '2', thread_id: 't', message_id: 'a', at, text })
  const text = (...events: Down[]) => talk(tape, replay(opened(tape), [started, ...events])).messages[0]?.content

  it('skips what overlaps', () => expect(text(delta(0, 'abc'), delta(1, 'bcde'), delta(2, 'c'))).toBe('abcde'))
  it('counts UTF-16 code units', () => expect(text(delta(0, '🌊'), delta(2, '!'))).toBe('🌊!'))
  it('waits before a hole and goes on when it is filled', () => {
    expect(text(delta(2, 'cd'), delta(4, 'ef'))).toBe('')
    expect(text(delta(4, 'ef'), delta(2, 'cd'), delta(0, 'ab'))).toBe('abcdef')
  })
  it('is read out once, when it has ended', () => {
    const done: Down = { type: 'reply.done', id: '3', thread_id: 't', message_id: 'a', finish: 'stop', length: 0 }
    const once = replay(opened(tape), [started, done])
    expect(once.voice.lines).toMatchObject([{ speaker: 'neo', status: 'complete' }])
    expect(replay(once, [done]).voice).toEqual(once.voice)
  })
})

describe('from how much a reply is drawn', () => {
  const tape: Tape = { name: 'by hand', threadId: 't', events: [] }
  const reply = { id: 'a', thread_id: 't', seq: 2, role: 'assistant', speaker: 'neo', content: '', status: 'streaming', created_at: '', version: 1 } as const
  const started: Down = { type: 'reply.started', id: '1', thread_id: 't', message_id: 'a', message: reply }
  const drawn = { messages: 3, tokens: 120, budget: 6000, passages: [] }
  const told: Down = { type: 'reply.context', id: '2', thread_id: 't', message_id: 'a', ...drawn }
  const done: Down = { type: 'reply.done', id: '3', thread_id: 't', message_id: 'a', finish: 'stop', length: 0 }
  const known = (state: typeof INITIAL) => talk(tape, state).messages.map((one) => one.context)
  const heard = replay(opened(tape), [started, told])

  it('is known from the moment it is told', () => expect(known(heard)).toEqual([drawn]))
  it('stays known when more was written meanwhile', () => expect(known(fetched(tape, heard, [{ ...reply, content: 'more' }]))).toEqual([drawn]))
  it('stays known when the end does not say it', () => expect(known(replay(heard, [done]))).toEqual([drawn]))
  it('is told at the end to whom it was not before', () => expect(known(replay(opened(tape), [started, { ...done, context: drawn }]))).toEqual([drawn]))
  it('is not kept of replies that nobody knows', () => expect(known(replay(opened(tape), [told]))).toEqual([]))
})

describe('an older or newer snapshot', () => {
  const tape: Tape = { name: 'by hand', threadId: 't', events: [] }
  const base = { thread_id: 't', created_at: '', version: 1 } as const
  const said = { ...base, id: 'm', seq: 1, role: 'user', speaker: 'user', content: '?', status: 'complete' } as const
  const reply = { ...base, id: 'a', seq: 2, role: 'assistant', speaker: 'neo', content: 'all', status: 'complete', reply_to: 'm' } as const
  const replied = fetched(tape, opened(tape), [said, reply])

  it('does not make a reply stream again that has ended', () => {
    const late = fetched(tape, replied, [said, { ...reply, content: 'a', status: 'streaming' }])
    expect(talk(tape, late).messages[1]).toMatchObject({ content: 'all', status: 'complete' })
  })
  it('takes away what is no longer at its place', () => {
    const next = { ...reply, id: 'b', seq: 3 }
    expect(talk(tape, fetched(tape, fetched(tape, replied, [said, reply, next]), [said, next])).messages.map((one) => one.id)).toEqual(['m', 'b'])
  })
  it('does not answer a need that arose after it was asked for', () => {
    const lost = replay(replied, [{ type: 'gap', id: '9' }])
    expect(talk(tape, fetched(tape, lost, [said, reply], replied.tick)).need).toBe('now')
    expect(talk(tape, fetched(tape, lost, [said, reply])).need).toBe('nothing')
  })
  it('is not undone by an answer to a message that was replaced', () => {
    const edited: Down = { type: 'message.added', id: '1', message: { ...said, id: 'm2', version: 2 }, replaces: 'm' }
    const late: Down = { type: 'reply.started', id: '2', thread_id: 't', message_id: 'c', message: { ...reply, id: 'c', seq: 4, status: 'streaming' } }
    expect(talk(tape, replay(replied, [edited, late])).messages.map((one) => one.id)).toEqual(['m2'])
  })
})

describe('what was written', () => {
  const pending: Pending = { thread_id: 't', at: '', command: { type: 'send', ref: 'r', thread_id: 't', text: 'x', agents: ['neo'] } }
  const message = { id: 'm', thread_id: 't', seq: 1, role: 'user', speaker: 'user', content: 'x', status: 'complete', created_at: '', version: 1, ref: 'r' } as const
  const waiting = reduce(reduce(INITIAL, { type: 'opened', thread_id: 't' }), { type: 'queued', pending })

  it('waits until the server tells of it', () => {
    expect(waiting.outbox).toHaveLength(1)
    expect(replay(waiting, [{ type: 'message.added', id: '1', message }]).outbox).toEqual([])
  })
  it('is also seen in a snapshot', () => {
    const page = { items: [message] }
    expect(reduce(waiting, { type: 'messages', thread_id: 't', page, asked: 0 }).outbox).toEqual([])
  })
  it('is refused when the server hung up on it for its length, and what fits still goes out', () => {
    const long: Pending = { ...pending, command: { ...pending.command, ref: 'long', text: 'x'.repeat(70_000) } as Pending['command'] }
    const both = reduce(reduce(waiting, { type: 'queued', pending: long }), { type: 'too_large' })
    expect(both.outbox.map((one) => one.refused?.code)).toEqual([undefined, 'too_large'])
  })
  it('is refused as well when somebody between hung up on what seems to fit', () => {
    expect(reduce(waiting, { type: 'too_large' }).outbox[0]?.refused?.code).toBe('too_large')
  })
  it('says why it was refused', () => {
    const refused = replay(waiting, [{ type: 'failed', id: '1', code: 'too_large', message: 'Too long.', ref: 'r' }])
    expect(refused.outbox[0]?.refused?.code).toBe('too_large')
  })
})

describe('threads', () => {
  const thread = (id: string, title: string, updated_at: string) => ({ id, title, updated_at, created_at: '', archived: false, titled: true })
  const changed = (id: string, title: string, at: string): Down => ({ type: 'thread.changed', id: '1', thread_id: id, thread: thread(id, title, at) })
  const list = (items: ReturnType<typeof thread>[], asked: number) =>
    ({ type: 'threads', page: { items }, archived: false, fresh: true, asked }) as const
  const titles = (state: typeof INITIAL) => shelf(state, false).map((one) => one.title)

  it('are shown the last used first', () => {
    expect(titles(replay(INITIAL, [changed('a', 'A', '1'), changed('b', 'B', '3'), changed('c', 'C', '2')]))).toEqual(['B', 'C', 'A'])
  })
  it('keep what an event told while an older list was on its way', () => {
    const renamed = replay(INITIAL, [changed('a', 'new', '1')])
    expect(titles(reduce(renamed, list([thread('a', 'old', '1')], 0)))).toEqual(['new'])
  })
  it('stay deleted when an older list still names them', () => {
    const gone = replay(INITIAL, [changed('a', 'A', '1'), { type: 'thread.changed', id: '2', thread_id: 'a' }])
    expect(titles(reduce(gone, list([thread('a', 'A', '1')], 1)))).toEqual([])
  })
  it('are all asked for again after a gap', () => {
    const known = reduce(INITIAL, list([thread('a', 'A', '1'), thread('b', 'B', '2')], 0))
    const after = replay(known, [{ type: 'gap', id: '9' }])
    expect(after.threadsNeeded).toBe(true)
    expect(titles(reduce(after, list([thread('b', 'B', '2')], after.tick)))).toEqual(['B'])
  })
  it('are not taken from a list that was overtaken by one asked for after a gap', () => {
    const after = replay(reduce(INITIAL, list([thread('a', 'old', '1')], 0)), [{ type: 'gap', id: '9' }])
    const renamed = reduce(after, list([thread('a', 'new', '2')], after.tick))
    expect(titles(reduce(renamed, list([thread('a', 'old', '1')], 0)))).toEqual(['new'])
  })
  it('stay deleted when one that was asked for alone comes late', () => {
    const gone = replay(INITIAL, [changed('a', 'A', '1'), { type: 'thread.changed', id: '2', thread_id: 'a' }])
    expect(titles(reduce(gone, { type: 'thread', thread: thread('a', 'A', '1') }))).toEqual([])
  })
})

describe('pages of messages', () => {
  const tape: Tape = { name: 'pages', threadId: 't', events: [] }
  const said = (seq: number) => ({ id: `m${seq}`, thread_id: 't', seq, role: 'user', speaker: 'user', content: '', status: 'complete', created_at: '', version: 1 }) as const
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => said(from + n))
  const page = (from: number, to: number, next: string | null, cursor?: string, asked = 99) =>
    ({ type: 'messages', thread_id: 't', page: { items: range(from, to), next }, asked, ...(cursor ? { cursor } : {}) }) as const
  const places = (state: typeof INITIAL) => talk(tape, state).messages.map((one) => one.seq)

  it('go back to the first message', () => {
    const all = reduce(reduce(opened(tape), page(4, 6, 'c4')), page(1, 3, null, 'c4'))
    expect(places(all)).toEqual([1, 2, 3, 4, 5, 6])
    expect(talk(tape, all).older).toBeNull()
  })
  it('keep earlier pages when a newer snapshot joins them', () => {
    const joined = reduce(reduce(opened(tape), page(1, 3, null)), page(4, 6, 'c4'))
    expect(places(joined)).toEqual([1, 2, 3, 4, 5, 6])
    expect(talk(tape, joined).older).toBeNull()
  })
  it('are not taken from a snapshot that a later one has overtaken', () => {
    const late = reduce(reduce(opened(tape), page(4, 6, 'c4')), page(1, 2, null, undefined, 98))
    expect(places(late)).toEqual([4, 5, 6])
    expect(talk(tape, late).older).toBe('c4')
  })
  it('are fetched again by whoever goes back after a gap', () => {
    const joined = reduce(replay(reduce(opened(tape), page(1, 3, null)), [{ type: 'gap', id: '9' }]), page(4, 6, 'c4'))
    expect(places(joined)).toEqual([1, 2, 3, 4, 5, 6])
    expect(talk(tape, joined).older).toBe('c4')
  })
  it('begin anew after a gap when what was told since hides what was lost', () => {
    const events: Down[] = [{ type: 'gap', id: '8' }, { type: 'message.added', id: '9', message: said(6) }]
    const anew = reduce(replay(reduce(opened(tape), page(1, 3, null)), events), page(7, 8, 'c7'))
    expect(places(anew)).toEqual([7, 8])
  })
  it('lose what the server does not know there any more', () => {
    const gone = { ...page(1, 3, null, 'c4'), page: { items: [said(1), said(3)], next: null } }
    const known = reduce(replay(reduce(opened(tape), page(1, 3, null)), [{ type: 'gap', id: '9' }]), page(4, 6, 'c4'))
    expect(places(reduce(known, gone))).toEqual([1, 3, 4, 5, 6])
  })
  it('begin anew when a snapshot lies beyond what is known', () => {
    const anew = reduce(reduce(opened(tape), page(1, 3, null)), page(9, 10, 'c9'))
    expect(places(anew)).toEqual([9, 10])
    expect(talk(tape, anew).older).toBe('c9')
  })
})
