/** The page while it lives: what it knows, who is signed in, where it is, and its live session. */
import { auth, type User } from '../wire/api'
import { Problem } from '../wire/http'
import { LiveSocket, type Connection } from '../wire/socket'
import { INITIAL, type Said, type State } from './model'
import { keep, kept } from './outbox'
import { reduce, type Action } from './reduce'
import { address, route, type Route } from './route'

const PATIENCE_MS = 500

class Page {
  state = $state.raw<State>(INITIAL)
  /** Undefined while it is not known, null when nobody is signed in. */
  user = $state.raw<User | null | undefined>(undefined)
  where = $state.raw<Route>(route(location.hash))
  connection = $state.raw<Connection>('closed')
  /** Something that went wrong, until it is put away. */
  problem = $state.raw<Problem | null>(null)
  /** Snapshots wait for the session to be ready, but not for long. */
  settled = $state.raw(false)

  readonly talk = $derived(this.where.at === 'thread' ? this.state.conversations[this.where.id] : undefined)

  readonly socket = new LiveSocket({
    heard: (event) => this.dispatch({ type: 'event', event }),
    ready: (resumed) => this.#ready(resumed),
    changed: (connection) => (this.connection = connection),
    signedOut: () => this.leave(),
    tooLarge: () => this.dispatch({ type: 'too_large' }),
    failed: () => void this.#stillSignedIn(),
  })

  dispatch(action: Action): void {
    const before = this.state.outbox
    this.state = reduce(this.state, action)
    if (this.state.outbox !== before && this.user) keep(this.user.id, this.state.outbox)
  }

  async start(): Promise<void> {
    try {
      this.enter((await auth.session()).user)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.problem = error.status === 401 ? null : error
      this.user = null
    }
  }

  /** Somebody has signed in. */
  enter(user: User): void {
    this.problem = null
    this.user = user
    for (const pending of kept(user.id)) this.dispatch({ type: 'queued', pending })
    this.socket.open()
    window.setTimeout(() => (this.settled = true), PATIENCE_MS)
  }

  /** Nobody is signed in any more. What was not sent yet stays with this tab until its writer is back. */
  leave(): void {
    this.socket.close()
    this.user = null
    this.settled = false
    this.state = reduce(this.state, { type: 'left' })
  }

  go(threadId: string | null): void {
    const next = address(threadId)
    if (location.hash !== next) history.pushState(null, '', next)
    this.where = route(next)
  }

  /** The message that the address names is in view: the address is that of its thread again. */
  arrived(): void {
    if (this.where.at !== 'thread') return
    const here = address(this.where.id)
    history.replaceState(null, '', here)
    this.where = route(here)
  }

  /** Show what went wrong; without a sign-in there is nothing more to show. */
  fail(problem: Problem): void {
    if (problem.status === 401) this.leave()
    else this.problem = problem
  }

  /** Run what may fail; the answer is undefined when it did. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.fail(error)
      return undefined
    }
  }

  /** Say something now or as soon as there is somebody to hear it. */
  say(command: Said, threadId: string): void {
    this.dispatch({ type: 'queued', pending: { command, thread_id: threadId, at: new Date().toISOString() } })
    if (!this.socket.send(command)) this.socket.wake()
  }

  #ready(resumed: boolean): void {
    if (!resumed) this.dispatch({ type: 'missed' })
    this.settled = true
    for (const { command, refused } of this.state.outbox) if (!refused) this.socket.send(command)
  }

  async #stillSignedIn(): Promise<void> {
    await auth.session().catch((error: unknown) => {
      if (error instanceof Problem && error.status === 401) this.leave()
    })
  }
}

export const page = new Page()
