/** The first message of a new thread. Without the server there is no thread to keep it: it waits as the draft that it is, and goes out from wherever one is. */
import { chooseIn } from './agents'
import { draftOf, passDraft } from './drafts'
import { write, type Letter, type Written } from './intents'
import type { AgentId } from './model'
import { page } from './page.svelte'

const KEY = 'emergence.held.'
const AGAIN_MS = 1_000

interface Said extends Letter {
  /** Who is chosen in the thread from then on. */
  readonly chosen: readonly AgentId[]
}

class First {
  /** What waits for a connection. */
  held = $state.raw<Said | null>(null)
  /** It is being sent. */
  busy = $state.raw(false)

  async say(said: Said): Promise<Written> {
    this.busy = true
    const done = await write('', said, (id) => begun(id, said)).finally(() => (this.busy = false))
    // Who has written on meanwhile did not mean what there is now.
    this.#hold(done === 'held' && isThere(said) ? said : null)
    return done
  }

  async again(): Promise<void> {
    if (!this.held || this.busy) return
    if (isThere(this.held)) await this.say(this.held)
    else this.release()
  }

  release(): void {
    this.#hold(null)
  }

  /** What waited in this tab before a reload. */
  recall(userId: string): void {
    const said = kept(userId)
    this.held = said && isThere(said) ? said : null
  }

  #hold(said: Said | null): void {
    this.held = said
    const name = KEY + (page.user?.id ?? '')
    try {
      if (said) sessionStorage.setItem(name, JSON.stringify(said))
      else sessionStorage.removeItem(name)
    } catch {
      // Then a reload shows it as a draft.
    }
  }
}

export const first = new First()

/** Send what waits as soon as there is a connection. To be called once, while a component is made. */
export function keepFirst(): void {
  const user = $derived(page.user?.id)
  $effect.pre(() => {
    if (user) first.recall(user)
    else first.held = null
  })
  $effect(() => {
    if (!user || !first.held || page.connection !== 'open') return
    const timer = window.setInterval(() => void first.again(), AGAIN_MS)
    return () => clearInterval(timer)
  })
}

function kept(userId: string): Said | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + userId) ?? 'null') as Said | null
  } catch {
    return null
  }
}

function isThere(said: Said): boolean {
  return draftOf('')?.text === said.text
}

function begun(threadId: string, said: Said): void {
  chooseIn(threadId, said.chosen)
  passDraft(threadId, said)
}
