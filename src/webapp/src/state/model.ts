/** What the page knows. Only `reduce` makes a new one of it. */
import type { AgentView, Edit, Message, Regenerate, ReplyDelta, Send, Thread } from '../wire/types.gen'

export type AgentId = AgentView['id']
export const AGENT_IDS: readonly AgentId[] = ['anima', 'neo', 'nexus']
export type Status = Message['status']

/** When a snapshot is missing: `soon` gives the server the time to write down what it streams. */
export type Need = 'nothing' | 'soon' | 'now'
export type Told = Pick<ReplyDelta, 'message_id' | 'at' | 'text'>

/** A thread that was opened: its messages as they stand now, by their place. */
export interface Conversation {
  readonly messages: readonly Message[]
  /** Where earlier messages begin; null when there are none. */
  readonly older: string | null
  readonly loaded: boolean
  readonly need: Need
  readonly neededAt: number
  /** What was told of a reply beyond a hole in it. */
  readonly waiting: readonly Told[]
  /** Messages that others have replaced: nothing that is told of them matters any more. */
  readonly gone: ReadonlySet<string>
}

export type Said = Send | Edit | Regenerate

/** A command whose effect was not seen yet. */
export interface Pending {
  readonly command: Said
  readonly thread_id: string
  readonly at: string
  readonly refused?: { readonly code: string; readonly message: string }
}

export interface News {
  readonly n: number
  readonly speaker: string
  readonly status: Status
}

export interface State {
  readonly tick: number
  readonly agents: readonly AgentView[]
  readonly threads: Readonly<Record<string, Thread>>
  /** The tick of the last event that told of a thread. */
  readonly touched: Readonly<Record<string, number>>
  /** Where more threads begin: undefined before the first page. */
  readonly more: { readonly current?: string | null; readonly archived?: string | null }
  readonly threadsNeeded: boolean
  /** The tick at which events were last lost. */
  readonly missedAt: number
  readonly conversations: Readonly<Record<string, Conversation>>
  readonly outbox: readonly Pending[]
  readonly warned: boolean
  readonly news: News | null
}

export const INITIAL: State = {
  tick: 0,
  agents: [],
  threads: {},
  touched: {},
  more: {},
  threadsNeeded: true,
  missedAt: 0,
  conversations: {},
  outbox: [],
  warned: false,
  news: null,
}

export const OPENED: Conversation = {
  messages: [],
  older: null,
  loaded: false,
  need: 'now',
  neededAt: 0,
  waiting: [],
  gone: new Set(),
}
