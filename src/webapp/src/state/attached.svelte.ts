/** The documents that a thread is about: asked for when somebody looks, and again when the thread or the documents have changed. */
import { documents, threads } from '../wire/api'
import type { Document } from '../wire/types.gen'
import { page } from './page.svelte'

export class ThreadDocuments {
  /** Undefined until they are known. */
  items = $state.raw<readonly Document[] | undefined>()
  /** Mine that could be added; undefined until somebody wants to. */
  others = $state.raw<readonly Document[] | undefined>()
  readonly #threadId: string

  /** To be made while a component is. */
  constructor(threadId: string) {
    this.#threadId = threadId
    const changed = $derived([page.state.threads[threadId]?.updated_at, ...Object.keys(page.state.library.known)].join())
    $effect(() => {
      void changed
      void this.#take(() => threads.documents(threadId))
    })
  }

  async offer(): Promise<void> {
    const found = await page.attempt(() => documents.list())
    const here = new Set(this.items?.map(({ id }) => id))
    if (found) this.others = found.items.filter(({ id, status }) => !here.has(id) && status !== 'failed')
  }

  async add(id: string): Promise<void> {
    this.others = undefined
    await this.#set([...this.#ids(), id])
  }

  async remove(id: string): Promise<void> {
    await this.#set(this.#ids().filter((one) => one !== id))
  }

  #ids(): string[] {
    return (this.items ?? []).map(({ id }) => id)
  }

  async #set(ids: readonly string[]): Promise<void> {
    await this.#take(() => threads.setDocuments(this.#threadId, ids))
  }

  async #take(ask: () => Promise<{ items: readonly Document[] }>): Promise<void> {
    const answered = await page.attempt(ask)
    if (answered) this.items = answered.items
  }
}
