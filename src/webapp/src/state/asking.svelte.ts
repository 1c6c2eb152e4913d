/** A search in documents while somebody types: it waits for a pause, and an answer that comes too late is dropped. */
import { documents } from '../wire/api'
import { Problem } from '../wire/http'
import type { DocumentHits, DocumentHit } from '../wire/types.gen'
import { page } from './page.svelte'

const PAUSE_MS = 250

export class Asking {
  hits = $state.raw<readonly DocumentHit[]>([])
  degraded = $state.raw<DocumentHits['degraded']>(null)
  /** What the hits answer. */
  of = $state.raw('')
  searching = $state.raw(false)
  problem = $state.raw<Problem | null>(null)
  #wanted = ''
  #timer = 0

  ask(query: string): void {
    if (query === this.#wanted && !this.problem) return
    clearTimeout(this.#timer)
    this.#wanted = query
    this.searching = query !== ''
    if (query) this.#timer = window.setTimeout(() => void this.#look(query), PAUSE_MS)
    else this.#told({ items: [] })
  }

  async #look(query: string): Promise<void> {
    try {
      const answer = await documents.search(query)
      if (query === this.#wanted) this.#told(answer)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status === 401) page.fail(error)
      else if (query === this.#wanted) this.#told({ items: [] }, error)
    }
  }

  #told({ items, degraded }: DocumentHits, problem: Problem | null = null): void {
    this.of = this.#wanted
    this.hits = items
    this.degraded = degraded ?? null
    this.problem = problem
    this.searching = false
  }
}
