/** What a person can do in a thread. */
import { auth, threads } from '../wire/api'
import { excess } from '../wire/frame'
import { Problem } from '../wire/http'
import { randomId } from '../wire/tab'
import type { Message, Send } from '../wire/types.gen'
import type { AgentId, Pending } from './model'
import { page } from './page.svelte'

const ID = '0'.repeat(32)
/** An import is refused for what its file is, whatever the server stumbled over first. */
const IMPORT_CODES: Record<string, string> = {
  too_large: 'import_too_large',
  bad_json: 'bad_import',
  bad_text: 'bad_import',
  json_too_deep: 'bad_import',
  invalid: 'bad_import',
}

/** About how many characters too many this would send; 0 when it fits. */
export function tooLong(text: string, agents: readonly AgentId[]): number {
  return excess({ type: 'send', ref: ID, thread_id: ID, text, agents: agents as Send['agents'] })
}

export function editTooLong(message: Message, text: string): number {
  return excess({ type: 'edit', ref: ID, message_id: message.id, text })
}

/** Write to agents; without a thread a new one is begun. Answers whether it is on its way. */
export async function write(text: string, agents: readonly AgentId[]): Promise<boolean> {
  if (!agents.length || tooLong(text, agents)) return false
  const threadId = page.where.at === 'thread' ? page.where.id : await begin()
  if (!threadId) return false
  page.say({ type: 'send', ref: randomId(), thread_id: threadId, text, agents: agents as Send['agents'] }, threadId)
  return true
}

async function begin(): Promise<string | undefined> {
  const thread = await page.attempt(() => threads.create())
  if (!thread) return undefined
  page.dispatch({ type: 'opened', thread_id: thread.id })
  page.go(thread.id)
  return thread.id
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
  const gone = await page.attempt(async () => (await threads.remove(threadId), true))
  if (!gone) return
  page.dispatch({ type: 'thread.missing', thread_id: threadId })
  if (page.where.at === 'thread' && page.where.id === threadId) page.go(null)
}

export async function bring(file: File): Promise<void> {
  const brought = await page.attempt(() => threads.bring(file).catch(notBrought))
  const first = brought?.items[0]
  if (first) page.go(first.id)
}

function notBrought(error: unknown): never {
  if (!(error instanceof Problem)) throw error
  throw new Problem(IMPORT_CODES[error.code] ?? error.code, error.message, error.status)
}

export async function signOut(): Promise<void> {
  const out = await page.attempt(async () => (await auth.logout(), true))
  if (!out) return
  sessionStorage.clear()
  page.leave()
  page.go(null)
}
