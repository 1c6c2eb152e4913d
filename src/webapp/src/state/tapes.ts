/** Recorded events for the tests, and what a server that told them would answer when asked for a snapshot. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Down, Message } from '../wire/types.gen'
import { INITIAL, OPENED, type Conversation, type State } from './model'
import { reduce } from './reduce'

const FOLDER = new URL('../../../../tests/tapes/', import.meta.url)

export interface Tape {
  name: string
  threadId: string
  events: readonly Down[]
}

export const TAPES: readonly Tape[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => {
    const events = readFileSync(new URL(name, FOLDER), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Down)
    const first = events.find((one) => one.type === 'message.added')
    return { name, events, threadId: first?.type === 'message.added' ? first.message.thread_id : '' }
  })

export function opened(tape: Tape): State {
  return reduce(INITIAL, { type: 'opened', thread_id: tape.threadId })
}

export function replay(state: State, events: readonly Down[]): State {
  return events.reduce((so, event) => reduce(so, { type: 'event', event }), state)
}

/** What the server has written down after these events; of a reply that streams, only so much. Null when the thread is deleted. */
export function snapshot(tape: Tape, events: readonly Down[], written = Infinity): readonly Message[] | null {
  const known = replay(opened(tape), events).conversations[tape.threadId]
  if (!known) return null
  return known.messages.map((one) => (one.status === 'streaming' ? { ...one, content: one.content.slice(0, written) } : one))
}

export function fetched(tape: Tape, state: State, items: readonly Message[] | null, asked = state.tick): State {
  if (!items) return reduce(state, { type: 'thread.missing', thread_id: tape.threadId })
  return reduce(state, { type: 'messages', thread_id: tape.threadId, page: { items }, asked })
}

/** Of a thread that is not there any more nothing is known, and nothing is missing. */
export function talk(tape: Tape, state: State): Conversation {
  return state.conversations[tape.threadId] ?? { ...OPENED, loaded: true, need: 'nothing' }
}

/** What a person sees of a thread. */
export function seen(tape: Tape, state: State) {
  const shown = (one: Message) => [one.seq, one.id, one.version, one.speaker, one.content, one.status, one.finish, one.reason, one.model, one.cost, one.context]
  return talk(tape, state).messages.map((one) => shown(one).map((value) => value ?? null))
}
