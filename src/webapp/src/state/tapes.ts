/** Recorded events for the tests, and what a server that told them would answer when asked for a snapshot. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Down, Message } from '../wire/types.gen'
import { INITIAL, type Conversation, type State } from './model'
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

/** What the server has written down after these events; of a reply that streams, only so much. */
export function snapshot(tape: Tape, events: readonly Down[], written = Infinity): readonly Message[] {
  const { messages } = talk(tape, replay(opened(tape), events))
  return messages.map((one) => (one.status === 'streaming' ? { ...one, content: one.content.slice(0, written) } : one))
}

export function fetched(tape: Tape, state: State, items: readonly Message[], asked = state.tick): State {
  return reduce(state, { type: 'messages', thread_id: tape.threadId, page: { items }, asked })
}

export function talk(tape: Tape, state: State): Conversation {
  const found = state.conversations[tape.threadId]
  if (!found) throw new Error(`${tape.name} was not opened`)
  return found
}

/** What a person sees of a thread. */
export function seen(tape: Tape, state: State) {
  const shown = (one: Message) => [one.seq, one.id, one.version, one.speaker, one.content, one.status, one.finish, one.reason, one.model, one.cost]
  return talk(tape, state).messages.map((one) => shown(one).map((value) => value ?? null))
}
