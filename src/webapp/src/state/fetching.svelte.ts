/** Snapshots: fetched when the state says that one is missing, again until it is there. */
import { untrack } from 'svelte'
import { threads } from '../wire/api'
import { Problem } from '../wire/http'
import { page } from './page.svelte'

const SOON_MS = 1200
const AGAIN_MS = 1500
/** While a message is sought: as many at once as the server gives, up to 10,000. */
const LONG_PAGE = 200
const MOST_PAGES = 50

export async function loadThreads(archived: boolean, fresh: boolean): Promise<void> {
  const asked = page.state.tick
  const cursor = fresh ? null : page.state.more[archived ? 'archived' : 'current']
  await quietly(async () => {
    const found = await threads.list(archived, cursor)
    page.dispatch({ type: 'threads', page: found, archived, fresh, asked })
  })
}

export async function loadMessages(threadId: string, cursor?: string, limit?: number): Promise<void> {
  const asked = page.state.tick
  await quietly(
    async () => {
      const found = await threads.messages(threadId, cursor, limit)
      page.dispatch({ type: 'messages', thread_id: threadId, page: found, asked, ...(cursor ? { cursor } : {}) })
    },
    () => missing(threadId),
  )
}

/** Load earlier pages until a message is there, but not for ever. Answers whether it is, and says so when it is not. */
export async function reach(threadId: string, messageId: string): Promise<boolean> {
  const talk = () => page.state.conversations[threadId]
  const there = () => Boolean(talk()?.messages.some((one) => one.id === messageId))
  for (let n = 0; n < MOST_PAGES && !there(); n++) {
    const cursor = talk()?.older
    if (!cursor) break
    await loadMessages(threadId, cursor, LONG_PAGE)
    if (talk()?.older === cursor) break
  }
  if (!there() && talk()) page.fail(new Problem(talk()?.older ? 'message_not_reached' : 'message_not_found', '', 404))
  return there()
}

/** A thread that no page of the list has named yet. */
async function loadThread(threadId: string): Promise<void> {
  await quietly(
    async () => page.dispatch({ type: 'thread', thread: await threads.get(threadId) }),
    () => missing(threadId),
  )
}

/** Keep what is shown up to date. To be called once, while a component is made. */
export function keepUpToDate(): void {
  const shown = $derived(page.where.at === 'thread' ? page.where.id : undefined)
  const wanting = $derived(page.user && page.settled ? page.talk?.need : 'nothing')
  const listing = $derived(Boolean(page.user && page.settled && page.state.threadsNeeded))
  $effect(() => {
    const id = page.user ? shown : undefined
    if (id) untrack(() => page.dispatch({ type: 'opened', thread_id: id }))
  })
  $effect(() => {
    const id = shown
    if (!id || !wanting || wanting === 'nothing') return
    return repeat(() => loadMessages(id), wanting === 'soon' ? SOON_MS : 0)
  })
  const listed = $derived(page.state.more.current !== undefined)
  const unknown = $derived(listed && page.talk?.loaded && shown && !(shown in page.state.threads) ? shown : undefined)
  $effect(() => {
    if (unknown) void loadThread(unknown)
  })
  /** It was told that the thread that is shown is gone. */
  const lost = $derived(Boolean(page.user && shown && shown in page.state.touched && !page.talk && !(shown in page.state.threads)))
  $effect(() => {
    if (lost) untrack(leaveDeleted)
  })
  $effect(() => (listing ? repeat(() => loadThreads(false, true), 0) : undefined))
}

/** Do it after a while, and again and again until told to end. */
function repeat(work: () => Promise<void>, wait: number): () => void {
  let over = false
  const run = async () => {
    await work()
    if (!over) timer = window.setTimeout(run, AGAIN_MS)
  }
  let timer = window.setTimeout(run, wait)
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** A server that cannot be reached is told of by the connection already. */
async function quietly(work: () => Promise<void>, onMissing?: () => void): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 404 && onMissing) onMissing()
    else if (error.code !== 'offline') page.fail(error)
  }
}

/** Somebody has deleted the thread that is shown: here, which was confirmed, or elsewhere. */
function leaveDeleted(): void {
  const here = page.where.at === 'thread' && page.where.id === page.deleting
  page.go(null)
  if (!here) page.fail(new Problem('thread_deleted', '', 404))
}

function missing(threadId: string): void {
  page.dispatch({ type: 'thread.missing', thread_id: threadId })
  if (page.where.at !== 'thread' || page.where.id !== threadId) return
  page.go(null)
  page.fail(new Problem('thread_not_found', '', 404))
}
