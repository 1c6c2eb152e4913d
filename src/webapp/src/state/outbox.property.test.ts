import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Down, Message } from '../wire/types.gen'
import { INITIAL, type Pending, type State } from './model'
import { reduce } from './reduce'

const REFS = ['a', 'b', 'c', 'd']
type Step = 'write' | 'arrive' | 'refuse' | 'hear' | 'miss' | 'come back' | 'ask' | 'be answered' | 'reload' | 'go away'
const STEPS: readonly Step[] = ['write', 'arrive', 'refuse', 'hear', 'hear', 'miss', 'come back', 'ask', 'be answered', 'reload', 'go away']

/** A page that writes, and a server that hears of it, twice or not at all. */
class Post {
  state: State = this.#opened()
  readonly written = new Set<string>()
  readonly refused = new Set<string>()
  #way: string[] = []
  #kept: Message[] = []
  #told: Down[] = []
  #answers: { items: readonly Message[]; asked: number }[] = []

  /** What a person sees, each by its name: messages, then what waits. */
  shown(): string[] {
    const messages = this.state.conversations['t']?.messages ?? []
    return [...messages.map((one) => one.ref ?? ''), ...this.state.outbox.map((one) => one.command.ref)]
  }

  step(step: Step, which: number): void {
    const ref = REFS[which % REFS.length]!
    if (step === 'write') this.#write(ref)
    else if (step === 'arrive') this.#accept(this.#way.shift())
    else if (step === 'refuse') this.#refuse(this.#way.shift())
    else if (step === 'hear') this.#hear(this.#told.shift())
    else if (step === 'miss') this.#miss()
    else if (step === 'come back') this.#resend()
    else if (step === 'ask') this.#answers.push({ items: [...this.#kept], asked: this.state.tick })
    else if (step === 'be answered') this.#answered(which)
    else if (step === 'reload') this.#begin(this.state.outbox)
    else this.#way = []
  }

  settle(): void {
    this.#resend()
    while (this.#way.length) this.#accept(this.#way.shift())
    while (this.#told.length) this.#hear(this.#told.shift())
    this.#answers.push({ items: [...this.#kept], asked: this.state.tick })
    while (this.#answers.length) this.#answered(0)
  }

  #write(ref: string): void {
    if (this.written.has(ref)) return
    this.written.add(ref)
    const command = { type: 'send', ref, thread_id: 't', text: ref, agents: ['neo'] } as const
    const pending: Pending = { command: { ...command, agents: ['neo'] }, thread_id: 't', at: '' }
    this.state = reduce(this.state, { type: 'queued', pending })
    this.#way.push(ref)
  }

  /** The server writes a message down once, and tells of it whenever it is sent. */
  #accept(ref: string | undefined): void {
    if (!ref) return
    const seq = this.#kept.length + 1
    const fresh: Message = { id: ref, ref, seq, thread_id: 't', role: 'user', speaker: 'user', content: ref, status: 'complete', created_at: '', version: 1 }
    const known = this.#kept.find((one) => one.ref === ref)
    if (!known) this.#kept.push(fresh)
    this.#told.push({ type: 'message.added', id: '1', message: known ?? fresh })
  }

  #refuse(ref: string | undefined): void {
    if (!ref || this.#kept.some((one) => one.ref === ref)) return
    this.refused.add(ref)
    this.#told.push({ type: 'failed', id: '1', ref, code: 'busy', message: '' })
  }

  #hear(event: Down | undefined): void {
    if (event) this.state = reduce(this.state, { type: 'event', event })
  }

  #miss(): void {
    this.#told = []
    this.#hear({ type: 'gap', id: '1' })
  }

  #resend(): void {
    for (const { command, refused } of this.state.outbox) if (!refused) this.#way.push(command.ref)
  }

  #answered(which: number): void {
    for (const { items, asked } of this.#answers.splice(which % (this.#answers.length || 1), 1))
      this.state = reduce(this.state, { type: 'messages', thread_id: 't', page: { items }, asked })
  }

  #begin(outbox: readonly Pending[]): void {
    this.#told = []
    this.#answers = []
    this.state = outbox.reduce((so, pending) => reduce(so, { type: 'queued', pending }), this.#opened())
  }

  #opened(): State {
    return reduce(INITIAL, { type: 'opened', thread_id: 't' })
  }
}

const happened = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat({ max: 11 })), { maxLength: 40 })

describe('what was written', () => {
  it('is never shown twice, and never lost', () => {
    const holds = (steps: readonly (readonly [Step, number])[]) => {
      const post = new Post()
      for (const [step, which] of steps) {
        post.step(step, which)
        expect(new Set(post.shown()).size).toBe(post.shown().length)
      }
      post.settle()
      expect(post.shown().toSorted()).toEqual([...post.written].toSorted())
      expect(post.state.outbox.filter((one) => !post.refused.has(one.command.ref))).toEqual([])
    }
    fc.assert(fc.property(happened, holds), { numRuns: Number(process.env['RUNS'] ?? 1500) })
  })
})
