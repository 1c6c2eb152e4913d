/** A search on the server while somebody types: it waits for a pause, and an answer that comes too late is dropped. */
import { threads } from '../wire/api'
import { Problem } from '../wire/http'
import type { Hit } from '../wire/types.gen'
import { page } from './page.svelte'

const PAUSE_MS = 150

export class Search {
  hits = $state.raw<readonly Hit[]>([])
  /** Where more hits begin. */
  next = $state.raw<string | null>(null)
  /** What the hits are of. */
  of = $state.raw('')
  searching = $state.raw(false)
  problem = $state.raw<Problem | null>(null)
  #wanted = ''
  #timer = 0

  /** Look for this instead; what was found of something else stays until there is an answer. */
  ask(query: string): void {
    clearTimeout(this.#timer)
    this.#wanted = query
    this.searching = query !== ''
    if (query) this.#timer = window.setTimeout(() => void this.#look(query), PAUSE_MS)
    else this.#answer({ hits: [] })
  }

  async more(): Promise<void> {
    if (!this.next || this.searching || this.of !== this.#wanted) return
    this.searching = true
    await this.#look(this.of, this.next)
  }

  async #look(query: string, cursor?: string): Promise<void> {
    try {
      const { items, next } = await threads.search(query, cursor)
      if (query === this.#wanted) this.#answer({ hits: cursor ? [...this.hits, ...items] : items, next: next ?? null })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status === 401) page.fail(error)
      else if (query === this.#wanted) this.#answer({ hits: cursor ? this.hits : [], problem: error })
    }
  }

  #answer(told: { hits: readonly Hit[]; next?: string | null; problem?: Problem }): void {
    this.of = this.#wanted
    this.hits = told.hits
    this.next = told.next ?? null
    this.problem = told.problem ?? null
    this.searching = false
  }
}
