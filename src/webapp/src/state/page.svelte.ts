/** The page while it lives: what it knows, who is signed in, where it is, and its live session. */
import { auth, type User } from '../wire/api'
import { pause, rest } from '../wire/backoff'
import { Problem } from '../wire/http'
import { LiveSocket, type Connection } from '../wire/socket'
import { remember, remembered } from '../wire/tab'
import { tellCame, whenCame } from '../wire/tabs'
import { Batch } from './batch'
import { INITIAL, type Pending, type Said, type State } from './model'
import { adoptLeft, adoptOwn, beginLife, keep } from './outbox'
import { reduce, type Action } from './reduce'
import { address, route, type Route } from './route'

const PATIENCE_MS = 500

class Page {
  state = $state.raw<State>(INITIAL)
  /** Undefined while it is not known, null when nobody is signed in. */
  user = $state.raw<User | null | undefined>(undefined)
  where = $state.raw<Route>(route(location.hash))
  connection = $state.raw<Connection>('closed')
  /** The sign-in that was here has ended, and not by signing out here. */
  ended = $state(false)
  /** Why it is not known yet who is signed in. */
  unreached = $state.raw<Problem | null>(null)
  /** Something that went wrong, until it is put away. */
  problem = $state.raw<Problem | null>(null)
  /** The address of the conversation that was shown last. */
  conversation = '#/'
  /** What lies over the page. */
  overlay = $state.raw<'palette' | 'shortcuts' | null>(null)
  /** The thread that is being deleted here, of which nothing more is to be said. */
  deleting = ''
  /** Snapshots wait for the session to be ready, but not for long. */
  settled = $state.raw(false)

  #starting: Promise<void> | null = null
  /** How often somebody came in in another tab. */
  #came = 0

  readonly talk = $derived(this.where.at === 'thread' ? this.state.conversations[this.where.id] : undefined)

  readonly socket = new LiveSocket({
    heard: (event) => this.#heard.add({ type: 'event', event }),
    ready: (resumed) => this.#ready(resumed),
    changed: (connection) => (this.connection = connection),
    signedOut: () => this.#forget(),
    tooLarge: () => this.dispatch({ type: 'too_large' }),
    failed: () => void this.#stillSignedIn(),
    foreign: () => this.#forget(),
  })

  readonly #heard = new Batch<Action>((actions) => this.#take(actions))

  /** What was heard before comes before. */
  dispatch(action: Action): void {
    this.#heard.flush()
    this.#take([action])
  }

  #take(actions: readonly Action[]): void {
    const before = this.state.outbox
    this.state = actions.reduce(reduce, this.state)
    if (this.state.outbox !== before && this.user) keep(this.user.id, this.state.outbox)
  }

  /** Find out who is signed in, however long it takes. */
  start(): void {
    this.#starting ??= this.#arrive().finally(() => (this.#starting = null))
  }

  async #arrive(): Promise<void> {
    for (let attempts = 0; this.user === undefined; attempts++) {
      await this.#recognise()
      if (this.unreached) await rest(pause(attempts))
    }
  }

  /** Somebody has signed in: wherever this browser waits at the door, they are in too. */
  enter(user: User): void {
    this.#begin(user)
    tellCame()
  }

  #begin(user: User): void {
    this.problem = this.unreached = null
    this.ended = false
    this.user = user
    remember(user)
    const take = (outbox: readonly Pending[]) => this.#adopt(user, outbox)
    adoptOwn(user.id, take)
    adoptLeft(user.id, take)
    this.socket.open()
    window.setTimeout(() => (this.settled = true), PATIENCE_MS)
  }

  /** Nobody is signed in any more. What was not sent yet stays in this browser until its writer is back. */
  leave(): void {
    this.socket.close()
    this.user = null
    this.ended = false
    remember(null)
    this.settled = false
    this.dispatch({ type: 'left' })
  }

  go(threadId: string | null): void {
    this.visit(address(threadId))
  }

  /** Go to an address of the page, such as `SETTINGS`. */
  visit(next: string): void {
    if (location.hash !== next) history.pushState(null, '', next)
    this.problem = null
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
    this.heed(problem)
    if (problem.status !== 401) this.problem = problem
  }

  /** What a refusal tells of who is signed in: nobody any more, or no admin. */
  heed(problem: Problem): void {
    if (problem.status === 401) this.#forget()
    if (problem.code === 'admins_only' && this.user) this.user = { ...this.user, role: 'member' }
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

  /** Say what was kept, as long as its writer is here. */
  #adopt({ id }: User, outbox: readonly Pending[]): boolean {
    if (this.user?.id !== id) return false
    for (const pending of outbox) {
      this.dispatch({ type: 'queued', pending })
      if (!pending.refused) this.socket.send(pending.command)
    }
    return true
  }

  #ready(resumed: boolean): void {
    this.#heard.flush()
    if (!resumed) this.dispatch({ type: 'missed' })
    this.settled = true
    for (const { command, refused } of this.state.outbox) if (!refused) this.socket.send(command)
  }

  /** While the server cannot be reached, it is taken to be who was here before the reload: their session tells when it is not. */
  async #recognise(): Promise<void> {
    const came = this.#came
    try {
      this.enter((await auth.session()).user)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.unreached = error.status === 401 ? null : error
      const before = this.unreached && remembered()
      if (before) this.#begin(before)
      else if (!this.unreached && came === this.#came) this.user = null
    }
  }

  async #stillSignedIn(): Promise<void> {
    try {
      const { user } = await auth.session()
      if (this.user && user.id !== this.user.id) this.#forget()
    } catch (error) {
      if (error instanceof Problem && error.status === 401) this.#forget()
    }
  }

  /** The sign-in does not hold, or is another person's: begin anew with what the cookie says now, which another tab may have renewed. */
  #forget(): void {
    if (!this.user) return
    this.leave()
    this.ended = true
    this.user = undefined
  }

  /** Somebody came in in another tab: an answer that is under way may be older than that. */
  lookAgain(): void {
    this.#came++
    if (this.user === null) this.user = undefined
  }
}

beginLife()
export const page = new Page()
whenCame(() => page.lookAgain())
