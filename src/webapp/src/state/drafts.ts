/** What is written but not sent, thread by thread, kept in this browser for its writer; a new thread's is that of ''. */
import { SvelteMap } from 'svelte/reactivity'
import { chosenAgents } from './agents'
import { clear, entries, put, type Dated } from './bounded'
import type { AgentId } from './model'
import { page } from './page.svelte'

/** A document that goes with a message. */
export interface Attached {
  readonly id: string
  readonly name: string
}

export interface Draft extends Dated {
  readonly text: string
  readonly agents: readonly AgentId[]
  readonly documents?: readonly Attached[]
}

const KEY = 'emergence.draft.'
const MINE = 'emergence.drafts'
const PAUSE_MS = 300

const drafts = new SvelteMap<string, Draft>(entries<Draft>(localStorage, KEY))
/** Written in this tab, also before a reload: no other tab's draft takes its place. */
const mine = new Set((sessionStorage.getItem(MINE) ?? '').split('\n').filter(Boolean))
const unsaved = new Map<string, { writer: string; threadId: string }>()
let timer: number | undefined

export function draftOf(threadId: string): Draft | undefined {
  return drafts.get(writer() + threadId)
}

export function hasDraft(threadId: string): boolean {
  return drafts.has(writer() + threadId)
}

/** Remember what is being written; nothing but space, with no document, is no draft. */
export function keepDraft(threadId: string, text: string, agents: readonly AgentId[]): void {
  remember(threadId, { text, agents, documents: attachedTo(threadId), at: Date.now() })
}

/** The documents that go with what is being written. */
export function attachedTo(threadId: string): readonly Attached[] {
  return draftOf(threadId)?.documents ?? []
}

export function attach(threadId: string, one: Attached): void {
  withDocuments(threadId, [...attachedTo(threadId).filter(({ id }) => id !== one.id), one])
}

export function detach(threadId: string, documentId: string): void {
  withDocuments(threadId, attachedTo(threadId).filter(({ id }) => id !== documentId))
}

function withDocuments(threadId: string, documents: readonly Attached[]): void {
  const { text, agents } = draftOf(threadId) ?? { text: '', agents: chosenAgents(threadId) }
  remember(threadId, { text, agents, documents, at: Date.now() })
}

function remember(threadId: string, draft: Draft): void {
  if (!draft.text.trim() && !draft.documents?.length) return dropDraft(threadId)
  const name = writer() + threadId
  drafts.set(name, draft)
  mine.add(name)
  unsaved.set(name, { writer: writer(), threadId })
  timer ??= window.setTimeout(saveDrafts, PAUSE_MS)
}

export function dropDraft(threadId: string): void {
  const name = writer() + threadId
  if (!drafts.has(name)) return
  forget(name)
  localStorage.removeItem(KEY + name)
}

/** A new thread's first message is sent: what was written and attached after it goes with the thread. */
export function passDraft(threadId: string, sent: Pick<Draft, 'text' | 'documents'>): void {
  const draft = draftOf('')
  dropDraft('')
  if (!draft) return
  const gone = new Set(sent.documents?.map(({ id }) => id))
  const text = draft.text.startsWith(sent.text) ? draft.text.slice(sent.text.length) : draft.text
  remember(threadId, { ...draft, text, documents: (draft.documents ?? []).filter(({ id }) => !gone.has(id)) })
}

/** Write down now what was not yet. */
export function saveDrafts(): void {
  clearTimeout(timer)
  timer = undefined
  for (const [name, { writer, threadId }] of unsaved) {
    const draft = drafts.get(name)
    if (draft) put(localStorage, KEY + writer, threadId, draft)
  }
  unsaved.clear()
}

/** This tab may be gone at once: what was written in it is what it finds when it is back. */
export function saveOwnDrafts(): void {
  const own = [...mine].filter((name) => page.user && name.startsWith(writer()))
  for (const name of own) unsaved.set(name, { writer: writer(), threadId: name.slice(writer().length) })
  saveDrafts()
  try {
    sessionStorage.setItem(MINE, own.join('\n'))
  } catch {
    // A full storage only means that another tab's draft may be found instead.
  }
}

/** Take in what other tabs have written, where this one has written nothing. */
export function rereadDrafts(): void {
  const stored = new Map(entries<Draft>(localStorage, KEY))
  for (const name of [...drafts.keys()]) if (!mine.has(name) && !stored.has(name)) drafts.delete(name)
  for (const [name, draft] of stored) if (!mine.has(name) && drafts.get(name)?.at !== draft.at) drafts.set(name, draft)
}

/** Another tab has written; what it sent or put away is not kept for this one either. */
export function heardDraft({ key, oldValue, newValue }: StorageEvent): void {
  if (!key?.startsWith(KEY)) return
  const name = key.slice(KEY.length)
  const draft = drafts.get(name)
  if (newValue === null && draft && oldValue?.includes(JSON.stringify(draft.text))) forget(name)
  rereadDrafts()
}

/** Nothing of who signs out stays in this browser. */
export function forgetDrafts(userId: string): void {
  for (const name of [...drafts.keys()].filter((one) => one.startsWith(`${userId}.`))) forget(name)
  clear(localStorage, `${KEY}${userId}.`)
}

function forget(name: string): void {
  drafts.delete(name)
  mine.delete(name)
  unsaved.delete(name)
}

function writer(): string {
  return `${page.user?.id ?? ''}.`
}
