/** For tests: a page at the end of a channel that is cut, resumed and overtaken by its own questions, as the real one is. */
import type { Down, Message, Thread } from '../wire/types.gen'
import { INITIAL, type State } from './model'
import { reduce, type Action } from './reduce'
import { fetched, opened, replay, snapshot, talk, type Tape } from './tapes'

/** What may happen to a page. Where a number names one of several, it wraps around. */
export type Step =
  | { do: 'hear'; n: number }
  | { do: 'resume earlier'; n: number }
  | { do: 'miss'; n: number }
  | { do: 'ask for messages'; which: number; ahead: number; written: number }
  | { do: 'ask for earlier ones'; which: number; ahead: number }
  | { do: 'ask for threads'; ahead: number }
  | { do: 'ask for a thread'; which: number; ahead: number }
  | { do: 'be answered'; which: number }

export class World {
  state: State
  readonly #tapes: readonly Tape[]
  readonly #events: readonly Down[]
  readonly #most: number
  #at = 0
  #furthest = 0
  #answers: (() => void)[] = []

  /** `most`: how many messages a page of them has. */
  constructor(tapes: readonly Tape[], events: readonly Down[], most: number) {
    this.#tapes = tapes
    this.#events = events
    this.#most = most
    this.state = tapes.reduce((so, tape) => this.#opened(so, tape), INITIAL)
  }

  step(step: Step): void {
    const tape = this.#tapes[('which' in step ? step.which : 0) % this.#tapes.length]!
    switch (step.do) {
      case 'hear':
        for (const event of this.#pass(step.n)) this.#take({ type: 'event', event })
        return
      case 'resume earlier':
        this.#at = Math.max(0, this.#at - step.n)
        return
      case 'miss':
        this.#pass(step.n)
        return this.#take({ type: 'event', event: { type: 'gap', id: '' } })
      case 'ask for messages':
        return this.#ask(this.#messages(tape, step.ahead, step.written))
      case 'ask for earlier ones':
        return this.#ask(this.#earlier(tape, step.ahead))
      case 'ask for threads':
        return this.#ask(this.#threads(step.ahead))
      case 'ask for a thread':
        return this.#ask(this.#thread(tape, step.ahead))
      case 'be answered':
        for (const answer of this.#answers.splice(step.which % (this.#answers.length || 1), 1)) answer()
    }
  }

  /** Nothing is cut any more: what was told is heard, what was asked is answered, and the page asks for what it misses. */
  settle(): void {
    this.step({ do: 'hear', n: Infinity })
    for (const answer of this.#answers.splice(0)) answer()
    if (this.state.threadsNeeded) this.#threads(0)()
    for (const tape of this.#tapes) this.#complete(tape)
  }

  #complete(tape: Tape): void {
    for (let n = 0; n < 3 && talk(tape, this.state).need !== 'nothing'; n++) this.#messages(tape, 0, Infinity)()
    while (talk(tape, this.state).older) this.#earlier(tape, 0)()
  }

  #opened(state: State, tape: Tape): State {
    return { ...state, conversations: { ...state.conversations, ...opened(tape).conversations } }
  }

  #take(action: Action): void {
    this.state = reduce(this.state, action)
  }

  #pass(n: number): readonly Down[] {
    const passed = this.#events.slice(this.#at, this.#at + n)
    this.#at += passed.length
    this.#furthest = Math.max(this.#furthest, this.#at)
    return passed
  }

  /** A moment goes by: no two questions are asked at the same time. */
  #ask(answer: () => void): void {
    this.#answers.push(answer)
    this.#take({ type: 'event', event: { type: 'pong', id: '' } })
  }

  /** What the server has told by now, and a little that is still on its way. */
  #told(ahead: number): readonly Down[] {
    this.#furthest = Math.min(this.#events.length, this.#furthest + ahead)
    return this.#events.slice(0, this.#furthest)
  }

  #messages(tape: Tape, ahead: number, written: number): () => void {
    const asked = this.state.tick
    const all = snapshot(tape, this.#told(ahead), written)
    const page = all && pageOf(all, this.#most)
    return () => {
      if (!page) this.state = fetched(tape, this.state, null)
      else this.#take({ type: 'messages', thread_id: tape.threadId, page, asked })
    }
  }

  #earlier(tape: Tape, ahead: number): () => void {
    const asked = this.state.tick
    const cursor = talk(tape, this.state).older
    const all = snapshot(tape, this.#told(ahead))
    if (!cursor || !all) return () => undefined
    const page = pageOf(all.filter((one) => one.seq < Number(cursor)), this.#most)
    return () => this.#take({ type: 'messages', thread_id: tape.threadId, page, asked, cursor })
  }

  #threads(ahead: number): () => void {
    const asked = this.state.tick
    const items = listed(this.#told(ahead))
    return () => this.#take({ type: 'threads', page: { items }, archived: false, fresh: true, asked })
  }

  #thread(tape: Tape, ahead: number): () => void {
    const thread = listed(this.#told(ahead)).find((one) => one.id === tape.threadId)
    return () => thread && this.#take({ type: 'thread', thread })
  }
}

/** The threads that are there after these events. */
export function listed(events: readonly Down[]): Thread[] {
  return Object.values(replay(INITIAL, events).threads)
}

/** Several tapes as one channel tells them: `turns` says whose event is the next. */
export function together(tapes: readonly Tape[], turns: readonly number[]): Down[] {
  const left = tapes.map((tape) => [...tape.events])
  const mixed = turns.flatMap((turn) => left[turn % left.length]?.shift() ?? [])
  return [...mixed, ...left.flat()]
}

function pageOf(all: readonly Message[], most: number): { items: readonly Message[]; next: string | null } {
  const items = all.slice(-most)
  return { items, next: items.length < all.length ? String(items[0]?.seq) : null }
}
