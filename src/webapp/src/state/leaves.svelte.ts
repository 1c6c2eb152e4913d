/** The text of a document that is shown: its parts as far as they were fetched, and the headings in them. */
import { documents } from '../wire/api'
import { Problem } from '../wire/http'
import type { Heading, Part } from '../wire/types.gen'
import { page } from './page.svelte'
import { pointsOf } from './points'

const FEW = 5
const MANY = 50

export class Leaves {
  parts = $state.raw<readonly Part[]>([])
  headings = $state.raw<readonly Heading[]>([])
  /** Where more begin: undefined before the first were fetched. */
  next = $state.raw<string | null | undefined>()
  problem = $state.raw<Problem | null>(null)
  readonly #documentId: string
  #loading: Promise<void> | null = null

  constructor(documentId: string) {
    this.#documentId = documentId
  }

  /** Fetch what comes next. */
  async more(limit = FEW): Promise<void> {
    this.#loading ??= this.#fetch(limit).finally(() => (this.#loading = null))
    await this.#loading
  }

  /** Fetch until this code point of the whole text is there, or there is no more. */
  async until(point: number): Promise<void> {
    await this.more()
    while (this.next && !this.problem && this.#end() <= point) await this.more(MANY)
  }

  #end(): number {
    const last = this.parts.at(-1)
    return last ? last.start + pointsOf(last.text) : 0
  }

  async #fetch(limit: number): Promise<void> {
    if (this.next === null) return
    try {
      const { items, headings, next } = await documents.text(this.#documentId, limit, this.next)
      this.parts = [...this.parts, ...items]
      this.headings = [...this.headings, ...headings]
      this.next = next ?? null
      this.problem = null
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status === 401) page.fail(error)
      this.problem = error
    }
  }
}
