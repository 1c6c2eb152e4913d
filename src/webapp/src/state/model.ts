/** What the page knows. Only `reduce` makes a new one of it. */
import type { AgentView, Edit, Message, Regenerate, ReplyDelta, Send, Thread } from '../wire/types.gen'
import { EMPTY, type Library } from './documents'
import type { Part } from './sentences'

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
  /** The place up to which what is known is right, as far as it was told; infinite while nothing is missing. */
  readonly sure: number
  /** When the latest snapshot was asked for. */
  readonly takenAt: number
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

/** Something that is read out: sentences of a reply, or with a status how it ended. */
export interface Line {
  readonly n: number
  readonly thread_id: string
  readonly speaker: string
  /** Whether it is said who speaks: another one than before. */
  readonly named: boolean
  readonly parts: readonly Part[]
  readonly status?: Status
}

export interface Voice {
  /** How much of each reply that streams was read out. */
  readonly at: Readonly<Record<string, number>>
  /** The reply whose sentences were read out last. */
  readonly speaker: string
  readonly lines: readonly Line[]
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
  readonly voice: Voice
  readonly library: Library
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
  voice: { at: {}, speaker: '', lines: [] },
  library: EMPTY,
}

export const OPENED: Conversation = {
  messages: [],
  older: null,
  loaded: false,
  need: 'now',
  neededAt: 0,
  sure: Infinity,
  takenAt: 0,
  waiting: [],
  gone: new Set(),
}
