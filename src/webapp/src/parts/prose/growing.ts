/** A text that grows, as its blocks: what cannot change any more is not read again. */
import type { Env } from 'markdown-it'
import { settle } from './settle'
import { type Block, blocksOf, type Placed } from './syntax'

interface Found {
  readonly tail: string
  readonly shown: string
  readonly blocks: readonly Placed[]
  /** The links that have a name. */
  readonly named: string
}

const NONE = '{}'
/** Where a formula begins that, once it ends, swallows the blocks in between. */
const FORMULA = /\$\$|\\\[/

export class Growing {
  /** The source of the blocks that stand, what they are, and the links named there. */
  #kept = ''
  #done: Block[] = []
  #env: Env = {}
  #named = NONE

  read(text: string, growing: boolean): readonly Block[] {
    const whole = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
    if (!whole.startsWith(this.#kept)) this.#forget()
    let found = this.#find(whole, growing)
    if (this.#kept && found.named !== this.#named) {
      this.#forget()
      found = this.#find(whole, growing)
    }
    this.#named = found.named
    const all = [...this.#done, ...found.blocks.map((one) => one.block)]
    if (growing) this.#keep(found)
    return all
  }

  #find(whole: string, growing: boolean): Found {
    const tail = whole.slice(this.#kept.length)
    const shown = growing ? settle(tail) : tail
    const env: Env = { growing, references: { ...links(this.#env) } }
    const blocks = blocksOf(shown, env)
    return { tail, shown, blocks, named: JSON.stringify(links(env)) }
  }

  /** A block stands once another begins after it, on a line that is whole: its first signs alone could still join the two. */
  #keep({ tail, shown, blocks, named }: Found): void {
    if (!tail.startsWith(shown)) return
    const growing = shown.split('\n').length - 1
    const last = blocks.findLastIndex((one) => one.line < growing)
    const before = last > 0 ? shown.slice(0, offset(shown, blocks[last]!.line)) : ''
    if (!before || FORMULA.test(before.slice(before.lastIndexOf('\n\n') + 1))) return
    if (named !== NONE) blocksOf(before, this.#env)
    this.#kept += before
    for (const one of blocks.slice(0, last)) this.#done.push(one.block)
  }

  #forget(): void {
    this.#kept = ''
    this.#done = []
    this.#env = {}
  }
}

function links(env: Env): object {
  return Object(env['references'])
}

/** Where a line begins. */
function offset(text: string, line: number): number {
  let at = 0
  for (let n = 0; n < line; n++) at = text.indexOf('\n', at) + 1
  return at
}
