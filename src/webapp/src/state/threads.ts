/** The list of threads: pages that were fetched, and what events told since. */
import type { Thread, ThreadChanged } from '../wire/types.gen'
import type { State } from './model'

interface ThreadsPage {
  page: { items: readonly Thread[]; next?: string | null }
  archived: boolean
  fresh: boolean
  asked: number
}

/** The threads of one shelf, the last used first. */
export function shelf(state: Pick<State, 'threads'>, archived: boolean): Thread[] {
  const mine = Object.values(state.threads).filter((one) => one.archived === archived)
  return mine.sort((a, b) => descending(a.updated_at, b.updated_at) || descending(a.id, b.id))
}

/**
 * A page of threads; a fresh one is the first, and what it does not name is no longer known to be there.
 * One that was asked for before events were lost is better than none, and worse than any other.
 */
export function threads(state: State, { page, archived, fresh, asked }: ThreadsPage): State {
  const latest = asked >= state.missedAt
  if (fresh && !archived && !latest && state.more.current !== undefined) return state
  const newer = (id: string) => (state.touched[id] ?? 0) > asked
  const kept = Object.entries(state.threads).filter(([id, one]) => !fresh || one.archived !== archived || newer(id))
  const told = page.items.filter((one) => !newer(one.id)).map((one) => [one.id, one] as const)
  return {
    ...state,
    threads: Object.fromEntries([...kept, ...told]),
    more: { ...state.more, [archived ? 'archived' : 'current']: page.next ?? null },
    threadsNeeded: fresh && !archived && latest ? false : state.threadsNeeded,
  }
}

/** A thread is new, has changed or is gone. */
export function thread(state: State, event: ThreadChanged): State {
  const touched = { ...state.touched, [event.thread_id]: state.tick }
  if (!event.thread) return { ...forgetThread(state, event.thread_id), touched }
  return { ...state, touched, threads: { ...state.threads, [event.thread_id]: event.thread } }
}

/** Nothing of a thread is left. */
export function forgetThread(state: State, id: string): State {
  return {
    ...state,
    threads: without(state.threads, id),
    conversations: without(state.conversations, id),
    outbox: state.outbox.filter((one) => one.thread_id !== id),
  }
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0
}

function without<T>(all: Readonly<Record<string, T>>, id: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== id))
}
