/** The palette while it is open: what was typed, what is offered for it, and which of that Enter would choose. */
import { untrack } from 'svelte'
import { words } from '../words'
import { said } from '../words/commands'
import { can, COMMANDS } from './commands'
import type { State } from './model'
import { answering, atFirst, type Named, type Option } from './options'
import { page } from './page.svelte'
import { Search } from './search.svelte'
import { shelf } from './threads'
import { byUse } from './used'

const STRIDE = 7
const MOVES = {
  ArrowDown: (at: number, all: number) => (at + 1) % all,
  ArrowUp: (at: number, all: number) => (Math.max(at, 0) + all - 1) % all,
  PageDown: (at: number, all: number) => Math.min(at + STRIDE, all - 1),
  PageUp: (at: number) => Math.max(at - STRIDE, 0),
  Home: () => 0,
  End: (_: number, all: number) => all - 1,
}
export type Move = keyof typeof MOVES

export class Palette {
  typed = $state('')
  readonly search = new Search()
  #chosen = $state('')
  #whole = $state.raw<ReadonlySet<string>>(new Set())
  readonly #commands = untrack(commands)
  readonly #known = $derived(page.state.threads)
  readonly #threads = $derived(named(this.#known))

  readonly query = $derived(this.typed.trim())
  /** What was found of something else can still be pressed, but keys pass over it. */
  readonly late = $derived(this.search.of !== this.query)
  readonly groups = $derived.by(() => {
    const known = { commands: this.#commands, threads: this.#threads }
    if (!this.query) return atFirst({ ...known, threads: this.#threads.filter((one) => !one.archived && one.id !== here()) })
    return answering(this.query, known, { hits: this.search.hits, whole: this.#whole, more: Boolean(this.search.next) })
  })
  readonly options = $derived(this.groups.filter((one) => !this.late || one.heading !== 'messages').flatMap((one) => one.options))
  readonly active = $derived(this.options.find((one) => one.key === this.#chosen) ?? this.options[0])
  /** How much was found, shown or not. */
  readonly count = $derived(this.options.reduce((sum, one) => sum + (one.kind === 'rest' ? one.count : one.kind === 'more' ? 0 : 1), 0))

  /** Look for what was typed now. */
  ask(): void {
    this.#chosen = ''
    this.#whole = new Set()
    this.search.ask(this.query)
  }

  point(option: Option): void {
    this.#chosen = option.key
  }

  move(how: Move): void {
    const at = this.active ? this.options.indexOf(this.active) : -1
    this.#chosen = this.options[MOVES[how](at, this.options.length)]?.key ?? ''
  }

  /** All hits of a thread. */
  async unfold(threadId: string): Promise<void> {
    await this.#reveal(() => (this.#whole = new Set([...this.#whole, threadId])))
  }

  async more(): Promise<void> {
    await this.#reveal(() => this.search.more())
  }

  /** Let there be more options, and go to the first of the new ones. */
  async #reveal(work: () => unknown): Promise<void> {
    const before = new Set(this.options.map((one) => one.key))
    await work()
    const first = this.options.find((one) => !before.has(one.key))
    if (first) this.#chosen = first.key
  }
}

export function isMove(key: string): key is Move {
  return key in MOVES
}

function commands(): Named[] {
  const also: Partial<Record<string, string>> = said.also
  const now = COMMANDS.filter((one) => one.id !== 'palette' && can(one))
  return byUse(now).map(({ id }) => ({ id, title: said.commands[id], also: also[id] ?? '' }))
}

function named(threads: State['threads']): Named[] {
  const all = [...shelf({ threads }, false), ...shelf({ threads }, true)]
  return all.map((one) => ({ id: one.id, title: one.title || words.untitled, at: one.updated_at, archived: one.archived }))
}

function here(): string {
  return page.where.at === 'thread' ? page.where.id : ''
}
