/** The one place where what the page knows changes: (state, action) → state, pure. */
import { excess } from '../wire/frame'
import type { Document, Down, Message, Thread } from '../wire/types.gen'
import { changed, forget, known, listed, unsure } from './documents'
import { byId, done, drawn, earlier, extend, failed, latest, lost, place, retire } from './messages'
import { INITIAL, OPENED, type Conversation, type Pending, type State } from './model'
import { listen, tell } from './spoken'
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
  | { type: 'documents'; page: Page<Document>; fresh: boolean; asked: number }
  | { type: 'document'; document: Document; asked: number }
  | { type: 'document.missing'; document_id: string }
  | { type: 'queued'; pending: Pending }
  | { type: 'dropped'; ref: string }
  | { type: 'too_large' }
  | { type: 'awake' }
  | { type: 'noted'; note: string }
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
      return action.thread.id in state.touched ? state : { ...state, threads: { [action.thread.id]: action.thread, ...state.threads } }
    case 'thread.missing':
      return forgetThread(state, action.thread_id)
    case 'opened':
      return action.thread_id in state.conversations ? state : talk(state, action.thread_id, OPENED)
    case 'messages':
      return snapshot(state, action)
    case 'documents':
      return { ...state, library: listed(state.library, action) }
    case 'document':
      return { ...state, library: known(state.library, action.document, action.asked) }
    case 'document.missing':
      return { ...state, library: forget(state.library, action.document_id, state.tick) }
    case 'queued':
      return { ...state, outbox: [...state.outbox.filter((one) => one.command.ref !== ref(action.pending)), action.pending] }
    case 'dropped':
      return { ...state, outbox: state.outbox.filter((one) => one.command.ref !== action.ref) }
    case 'too_large':
      return tooLarge(state)
    case 'awake':
      return state.warned ? { ...state, warned: false } : state
    case 'noted':
      return { ...state, voice: tell(state.voice, action.note) }
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
      return spoken(within(state, event.thread_id, (one) => extend(one, event, state.tick)), state, event.thread_id, [event.message_id])
    case 'reply.done':
      return spoken(within(state, event.thread_id, (one) => done(one, event, state.tick)), state, event.thread_id, [event.message_id])
    case 'reply.failed':
      return spoken(within(state, event.thread_id, (one) => failed(one, event, state.tick)), state, event.thread_id, [event.message_id])
    case 'thread.changed':
      return thread(state, event)
    case 'document.changed':
      return { ...state, library: changed(state.library, event, state.tick) }
    case 'failed':
      return refused(state, event.ref, { code: event.code, message: event.message })
    case 'reply.context':
      return within(state, event.thread_id, (one) => drawn(one, event))
    case 'document.changed':
    case 'session.closed':
    case 'pong':
      return state
  }
}

/** Events were lost: everything that was fetched is to be fetched again. */
function missed(state: State): State {
  const entries = Object.entries(state.conversations).map(([id, one]) => [id, lost(one, state.tick)] as const)
  const library = unsure(state.library, state.tick)
  return { ...state, library, threadsNeeded: true, missedAt: state.tick, conversations: Object.fromEntries(entries) }
}

function added(state: State, message: Message, replaces: string | null | undefined): State {
  const seen = acknowledged(state, [message])
  return within(seen, message.thread_id, (one) => place(replaces ? retire(one, replaces) : one, message))
}

function snapshot(state: State, action: Extract<Action, { type: 'messages' }>): State {
  const { page, cursor, asked } = action
  const seen = acknowledged(state, page.items)
  const told = within(seen, action.thread_id, (one) => (cursor ? earlier(one, page, cursor, asked) : latest(one, page, asked)))
  return spoken(told, state, action.thread_id, Object.keys(state.voice.at))
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

/** What is read out of replies that have grown or ended. */
function spoken(state: State, before: State, threadId: string, ids: readonly string[]): State {
  const [was, is] = [before.conversations[threadId], state.conversations[threadId]]
  if (!was || !is || was === is) return state
  const voice = ids.reduce((so, id) => {
    const message = byId(is, id)
    return message ? listen(so, message, byId(was, id)) : so
  }, state.voice)
  return voice === state.voice ? state : { ...state, voice }
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
