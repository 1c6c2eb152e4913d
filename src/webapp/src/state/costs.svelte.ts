/** What a thread has cost: asked for when somebody looks, and again whenever an answer has ended. */
import { threads } from '../wire/api'
import { Problem } from '../wire/http'
import type { Message, ThreadCosts } from '../wire/types.gen'
import { page } from './page.svelte'

const PAUSE_MS = 400

export class Costs {
  /** Undefined until it is known. */
  known = $state.raw<ThreadCosts | undefined>()
  failed = $state(false)
  readonly #threadId: string

  /** To be made while a component is: it is kept up to date as long as that lives. */
  constructor(threadId: string) {
    this.#threadId = threadId
    const ended = $derived(endings(page.state.conversations[threadId]?.messages ?? [], page.state.threads[threadId]?.title))
    let wait = 0
    $effect(() => {
      void ended
      const timer = window.setTimeout(() => void this.read(), wait)
      wait = PAUSE_MS
      return () => clearTimeout(timer)
    })
  }

  async read(): Promise<void> {
    try {
      this.known = await threads.costs(this.#threadId)
      this.failed = false
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status === 401) page.fail(error)
      this.failed = this.known === undefined
    }
  }
}

/** Another text whenever something was paid for: an answer has ended, or a title was given. */
function endings(messages: readonly Message[], title = ''): string {
  const ended = messages.filter((one) => one.role === 'assistant' && one.status !== 'streaming')
  return [title, ...ended.map((one) => one.id)].join()
}
