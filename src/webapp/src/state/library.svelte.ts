/** A person's documents: kept up to date while somebody looks, and what can be done with them. */
import { untrack } from 'svelte'
import { documents } from '../wire/api'
import { Problem } from '../wire/http'
import type { Document, Standings } from '../wire/types.gen'
import { page } from './page.svelte'

const AGAIN_MS = 1_500
const SOON_MS = 300

export async function loadDocuments(fresh: boolean): Promise<void> {
  const asked = page.state.tick
  const found = await quietly(() => documents.list(fresh ? null : page.state.library.more))
  if (found) page.dispatch({ type: 'documents', page: found, fresh, asked })
}

/** One that no page has named yet. Answers whether it is there; undefined when that is not known. */
export async function loadDocument(id: string): Promise<boolean | undefined> {
  const asked = page.state.tick
  try {
    page.dispatch({ type: 'document', document: await documents.get(id), asked })
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 404) page.dispatch({ type: 'document.missing', document_id: id })
    else if (error.status === 401) page.fail(error)
    return error.status === 404 ? false : undefined
  }
}

export async function readAnew(id: string): Promise<void> {
  await change(() => documents.reindex(id))
}

/** Stop reading it. That it has ended already is no harm: it is shown as it is. */
export async function stopReading(id: string): Promise<void> {
  await change(() => documents.cancel(id))
}

export async function removeDocument(id: string): Promise<void> {
  const gone = await page.attempt(async () => (await documents.remove(id), true))
  if (gone) page.dispatch({ type: 'document.missing', document_id: id })
}

/** How much is stored, as the server counts it: asked for anew whenever documents come or go. */
export class Stored {
  known = $state.raw<Standings | undefined>()

  /** To be made while a component is. */
  constructor() {
    const counted = $derived(Object.keys(page.state.library.known).join())
    $effect(() => {
      void counted
      const timer = window.setTimeout(() => void this.#read(), untrack(() => this.known) ? SOON_MS : 0)
      return () => clearTimeout(timer)
    })
  }

  async #read(): Promise<void> {
    this.known = (await quietly(() => documents.status())) ?? this.known
  }
}

/** Have the first page as long as it is missing. To be called once, while a component is made. */
export function keepListed(): void {
  const needed = $derived(page.settled && page.state.library.needed)
  $effect(() => {
    if (!needed) return
    void loadDocuments(true)
    const timer = window.setInterval(() => void loadDocuments(true), AGAIN_MS)
    return () => clearInterval(timer)
  })
}

async function change(work: () => Promise<Document>): Promise<void> {
  const asked = page.state.tick
  try {
    page.dispatch({ type: 'document', document: await work(), asked })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code !== 'document_settled') page.fail(error)
  }
}

/** A server that cannot be reached is told of by the connection already. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code !== 'offline') page.fail(error)
    return undefined
  }
}
