/** A list that the server gives page by page: what is known of it, and what went wrong in asking. */
import { Problem } from '../wire/http'
import { problemText } from '../words'
import { page } from './page.svelte'

export interface Portion<T> {
  readonly items: readonly T[]
  readonly next?: string | null
}

export class Listing<T> {
  /** Undefined until it is known. */
  items = $state.raw<readonly T[] | undefined>()
  /** Where more of it begins. */
  next = $state.raw<string | null>(null)
  asking = $state(false)
  problem = $state.raw<Problem | null>(null)
  readonly wrong = $derived(this.problem ? problemText(this.problem.code, this.problem.message, this.problem.wait) : '')
  readonly #fetch: (cursor?: string) => Promise<Portion<T>>
  #turn = 0

  constructor(fetch: (cursor?: string) => Promise<Portion<T>>) {
    this.#fetch = fetch
  }

  /** From its beginning; what is shown stays until there is an answer. */
  async read(): Promise<void> {
    await this.#ask([])
  }

  async more(): Promise<void> {
    if (this.next && !this.asking) await this.#ask(this.items ?? [], this.next)
  }

  /** Something about it is known better now. */
  change(how: (items: readonly T[]) => readonly T[]): void {
    if (this.items) this.items = how(this.items)
  }

  async #ask(before: readonly T[], cursor?: string): Promise<void> {
    const turn = ++this.#turn
    this.asking = true
    try {
      const portion = await this.#fetch(cursor)
      if (turn === this.#turn) this.#take([...before, ...portion.items], portion.next)
    } catch (error) {
      if (turn === this.#turn) this.#fail(error)
    } finally {
      if (turn === this.#turn) this.asking = false
    }
  }

  #take(items: readonly T[], next: string | null | undefined): void {
    this.items = items
    this.next = next ?? null
    this.problem = null
  }

  #fail(error: unknown): void {
    if (!(error instanceof Problem)) throw error
    page.heed(error)
    if (error.status !== 401) this.problem = error
  }
}
