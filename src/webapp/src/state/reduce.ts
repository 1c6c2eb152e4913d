/** The one place where what the page knows changes: (state, action) → state, pure. */
import { excess } from '../wire/frame'
import type { Down, Message, Thread } from '../wire/types.gen'
import { done, earlier, extend, failed, latest, need, place, retire } from './messages'
import { INITIAL, OPENED, type Conversation, type Pending, type State } from './model'
import { forgetThread, thread, threads } from './threads'

type Page<T> = { items: readonly T[]; next?: string | null }

/** `asked` is the tick at which a snapshot was asked for: what events told since then is newer. */
export type Action =
  | { type: 'event'; event: Down }
  | { type: 'missed' }
  | { type: 'threads'; page: Page<Thread>; archived: boolean; fresh: boolean; asked: number }
  | { type: 'thread'; thread: Thread }
  | { type: 'thread.missing'; thread_id: string }
  | { type: 'opened'; thread_id: string }
  | { type: 'messages'; thread_id: string; page: Page<Message>; asked: number; cursor?: string }
  | { type: 'queued'; pending: Pending }
  | { type: 'dropped'; ref: string }
  | { type: 'too_large' }
  | { type: 'awake' }
  | { type: 'left' }

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'event':
      return hear({ ...state, tick: state.tick + 1 }, action.event)
    case 'missed':
      return missed({ ...state, tick: state.tick + 1 })
    case 'threads':
      return threads(state, action)
    case 'thread':
      return { ...state, threads: { [action.thread.id]: action.thread, ...state.threads } }
    case 'thread.missing':
      return forgetThread(state, action.thread_id)
    case 'opened':
      return action.thread_id in state.conversations ? state : talk(state, action.thread_id, OPENED)
    case 'messages':
      return snapshot(state, action)
    case 'queued':
      return { ...state, outbox: [...state.outbox.filter((one) => one.command.ref !== ref(action.pending)), action.pending] }
    case 'dropped':
      return { ...state, outbox: state.outbox.filter((one) => one.command.ref !== action.ref) }
    case 'too_large':
      return tooLarge(state)
    case 'awake':
      return state.warned ? { ...state, warned: false } : state
    case 'left':
      return INITIAL
  }
}

function hear(state: State, event: Down): State {
  switch (event.type) {
    case 'session.ready':
      return { ...state, agents: event.agents, warned: false }
    case 'session.warning':
      return { ...state, warned: true }
    case 'gap':
      return missed(state)
    case 'message.added':
    case 'reply.started':
      return added(state, event.message, event.replaces)
    case 'reply.delta':
      return within(state, event.thread_id, (one) => extend(one, event, state.tick))
    case 'reply.done':
      return tell(within(state, event.thread_id, (one) => done(one, event, state.tick)), state, event.thread_id, event.message_id)
    case 'reply.failed':
      return tell(within(state, event.thread_id, (one) => failed(one, event, state.tick)), state, event.thread_id, event.message_id)
    case 'thread.changed':
      return thread(state, event)
    case 'failed':
      return refused(state, event.ref, { code: event.code, message: event.message })
    case 'session.closed':
    case 'reply.context':
    case 'pong':
      return state
  }
}

/** Events were lost: everything that was fetched is to be fetched again. */
function missed(state: State): State {
  const entries = Object.entries(state.conversations).map(([id, one]) => [id, need(one, 'now', state.tick)] as const)
  return { ...state, threadsNeeded: true, missedAt: state.tick, conversations: Object.fromEntries(entries) }
}

function added(state: State, message: Message, replaces: string | null | undefined): State {
  const seen = acknowledged(state, [message])
  return within(seen, message.thread_id, (one) => place(replaces ? retire(one, replaces) : one, message))
}

function snapshot(state: State, action: Extract<Action, { type: 'messages' }>): State {
  const { page, cursor, asked } = action
  const seen = acknowledged(state, page.items)
  return within(seen, action.thread_id, (one) => (cursor ? earlier(one, page, cursor) : latest(one, page, asked)))
}

function acknowledged(state: State, messages: readonly Message[]): State {
  if (!state.outbox.length) return state
  const seen = new Set(messages.map((one) => one.ref))
  const outbox = state.outbox.filter((one) => !seen.has(one.command.ref))
  return outbox.length === state.outbox.length ? state : { ...state, outbox }
}

function refused(state: State, which: string | null | undefined, why: { code: string; message: string }): State {
  return { ...state, outbox: state.outbox.map((one) => (one.command.ref === which ? { ...one, refused: why } : one)) }
}

/** The server hung up on a frame: what is too long is not sent again; when nothing seems to be, whatever was on its way. */
function tooLarge(state: State): State {
  const open = state.outbox.filter((one) => !one.refused)
  const long = open.filter((one) => excess(one.command) > 0)
  const guilty = long.length ? long : open
  return guilty.reduce((so, one) => refused(so, ref(one), { code: 'too_large', message: '' }), state)
}

/** What is read out when a reply that was being written has ended. */
function tell(state: State, before: State, threadId: string, id: string): State {
  const of = (where: State) => where.conversations[threadId]?.messages.find((one) => one.id === id)
  const [was, is] = [of(before), of(state)]
  if (was?.status !== 'streaming' || !is || is.status === 'streaming') return state
  return { ...state, news: { n: state.tick, speaker: is.speaker, status: is.status } }
}

function within(state: State, threadId: string, change: (one: Conversation) => Conversation): State {
  const one = state.conversations[threadId]
  return one ? talk(state, threadId, change(one)) : state
}

function talk(state: State, threadId: string, one: Conversation): State {
  return { ...state, conversations: { ...state.conversations, [threadId]: one } }
}

function ref(pending: Pending): string {
  return pending.command.ref
}
