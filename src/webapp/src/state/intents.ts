/** What a person can do in a thread. */
import { auth, threads } from '../wire/api'
import { excess, spare } from '../wire/frame'
import { Problem } from '../wire/http'
import { portions } from '../wire/portions'
import { randomId } from '../wire/tab'
import type { Message, Send } from '../wire/types.gen'
import { dropDraft, forgetDrafts, type Attached } from './drafts'
import type { AgentId, Pending } from './model'
import { forgetOutbox } from './outbox'
import { page } from './page.svelte'
import { preferences } from './preferences.svelte'
import { uploads } from './uploads.svelte'
import { closeViewer } from './viewer.svelte'

const ID = '0'.repeat(32)
/** An import is refused for what its file is, whatever the server stumbled over first. */
const IMPORT_CODES: Record<string, string> = {
  too_large: 'import_too_large',
  bad_json: 'bad_import',
  bad_text: 'bad_import',
  json_too_deep: 'bad_import',
  invalid: 'bad_import',
}

/** `held`: there is no connection to begin a thread with. */
export type Written = 'sent' | 'held' | 'refused'

/** What is said, to whom, and with which documents. */
export interface Letter {
  readonly text: string
  readonly agents: readonly AgentId[]
  readonly documents: readonly Attached[]
}

/** About how many characters too many this would send; 0 when it fits. */
export function tooLong(letter: Letter): number {
  return excess(saying(letter))
}

/** About how many characters more would fit. */
export function room(letter: Letter): number {
  return spare(saying(letter))
}

export function editTooLong(message: Message, text: string): number {
  return excess({ type: 'edit', ref: ID, message_id: message.id, text })
}

/** Write to agents, in this thread or, without one, in a new one; `begun` is told of it. */
export async function write(where: string, letter: Letter, begun?: (threadId: string) => void): Promise<Written> {
  if (!letter.agents.length || tooLong(letter)) return 'refused'
  try {
    const threadId = where || (await begin(begun))
    page.say({ ...saying(letter), ref: randomId(), thread_id: threadId }, threadId)
    return 'sent'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'offline') return 'held'
    page.fail(error)
    return 'refused'
  }
}

async function begin(begun?: (threadId: string) => void): Promise<string> {
  const { id } = await threads.create()
  page.dispatch({ type: 'opened', thread_id: id })
  begun?.(id)
  if (page.where.at === 'home') page.go(id)
  return id
}

function saying({ text, agents, documents }: Letter): Send {
  const about = documents.length ? { document_ids: documents.map(({ id }) => id) } : {}
  return { type: 'send', ref: ID, thread_id: ID, text, agents: agents as Send['agents'], ...about }
}

export function edit(message: Message, text: string): void {
  page.say({ type: 'edit', ref: randomId(), message_id: message.id, text }, message.thread_id)
}

export function regenerate(message: Message): void {
  page.say({ type: 'regenerate', ref: randomId(), message_id: message.id }, message.thread_id)
}

export function stop(message: Message): void {
  page.socket.send({ type: 'stop', message_id: message.id })
}

export function stopAll(messages: readonly Message[]): void {
  for (const message of messages) stop(message)
}

/** Say again, under a new name, what was refused. */
export function again(pending: Pending): void {
  page.dispatch({ type: 'dropped', ref: pending.command.ref })
  page.say({ ...pending.command, ref: randomId() }, pending.thread_id)
}

export function drop(pending: Pending): void {
  page.dispatch({ type: 'dropped', ref: pending.command.ref })
}

/** A person is here. */
export function active(): void {
  page.socket.wake()
  if (page.state.warned && page.socket.send({ type: 'active' })) page.dispatch({ type: 'awake' })
}

export async function rename(threadId: string, title: string): Promise<void> {
  await page.attempt(() => threads.rename(threadId, title))
}

export async function archive(threadId: string, archived: boolean): Promise<void> {
  await page.attempt(() => threads.archive(threadId, archived))
}

export async function remove(threadId: string): Promise<void> {
  page.deleting = threadId
  const gone = await page.attempt(async () => (await threads.remove(threadId), true))
  page.deleting = ''
  if (!gone) return
  dropDraft(threadId)
  page.dispatch({ type: 'thread.missing', thread_id: threadId })
  if (page.where.at === 'thread' && page.where.id === threadId) page.go(null)
}

export async function bring(file: File): Promise<void> {
  const first = await page.attempt(() => bringAll(file))
  if (first) page.go(first)
}

/** Portion by portion; answers the first thread. */
async function bringAll(file: File): Promise<string | undefined> {
  let first: string | undefined
  for (const portion of await portions(file)) {
    const { items } = await threads.bring(portion).catch((error: unknown) => notBrought(error, Boolean(first)))
    first ??= items[0]?.id
  }
  return first
}

function notBrought(error: unknown, begun: boolean): never {
  if (!(error instanceof Problem) || error.status === 401) throw error
  throw new Problem(begun ? 'import_broke_off' : (IMPORT_CODES[error.code] ?? error.code), error.message, error.status)
}

export async function signOut(): Promise<void> {
  const leaving = page.user
  const out = await page.attempt(async () => (await auth.logout(), true))
  if (!out) return
  if (leaving) forgetAll(leaving.id)
  sessionStorage.clear()
  preferences.reread()
  page.leave()
  page.go(null)
}

/** Nothing of who signs out stays in this browser. */
function forgetAll(userId: string): void {
  forgetDrafts(userId)
  forgetOutbox(userId)
  uploads.forget()
  closeViewer()
}
