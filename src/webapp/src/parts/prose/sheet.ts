/** A text as the page shows it. What stands there already stays while the text grows. */
import './prose.css'
import './code.css'
import { words } from '../../words'
import { citation, type Citations } from './citations'
import { cleanBlocks } from './clean'
import { code } from './code'
import { diagram } from './diagram'
import { formula } from './formulas'
import { Growing } from './growing'
import { start } from './made'
import { morph, morphItems } from './morph'
import { scrolls } from './scrolls'
import { type Block, htmlOf } from './syntax'

export class Sheet {
  readonly #holder: HTMLElement
  readonly #text = new Growing()
  #shown: readonly Block[] = []
  #cited: Citations = new Map()

  constructor(holder: HTMLElement) {
    this.#holder = holder
    holder.replaceChildren()
  }

  /** With other citations all is drawn anew. */
  show(text: string, growing: boolean, cited: Citations): void {
    if (cited !== this.#cited) this.#shown = []
    this.#cited = cited
    const [was, is] = [this.#shown, this.#text.read(text, growing)]
    const from = is.findIndex((block, at) => !same(block, was[at]))
    this.#shown = is
    if (from >= 0) this.#draw(from, is.slice(from), was.slice(from))
    while (this.#holder.children.length > is.length) this.#holder.lastElementChild?.remove()
    start()
  }

  #draw(from: number, is: readonly Block[], was: readonly Block[]): void {
    const standing = is.map((block, at) => itemsInCommon(block, was[at]))
    const fresh = cleanBlocks(is.map((block, at) => htmlOf({ ...block, items: block.items.slice(standing[at]) })))
    fresh.map((one) => dressed(one, this.#cited)).forEach((one, at) => this.#put(this.#holder.children[from + at], one, standing[at]!))
  }

  #put(old: Element | undefined, fresh: Element, standing: number): void {
    if (!old) this.#holder.append(fresh)
    else if (standing) morphItems(itemsIn(old), itemsIn(fresh), standing)
    else morph(old, fresh)
  }
}

function same(one: Block, other: Block | undefined): boolean {
  return one === other || Boolean(other && one.items.length === other.items.length && htmlOf(one) === htmlOf(other))
}

/** How many items of a list or a table stand as they are. */
function itemsInCommon(block: Block, was: Block | undefined): number {
  if (!was || was.opening !== block.opening || was.closing !== block.closing) return 0
  const change = block.items.findIndex((item, at) => item !== was.items[at])
  return change < 0 ? block.items.length : change
}

function itemsIn(block: Element): Element {
  return block.querySelector(':scope > table > tbody') ?? block
}

/** A block with all that we make of its code, formulas, tables and tasks. */
function dressed(block: Element, cited: Citations): Element {
  const holder = document.createElement('div')
  holder.append(block)
  for (const one of holder.querySelectorAll('pre')) one.replaceWith(madeOfCode(one))
  for (const one of holder.querySelectorAll<HTMLElement>('.formula')) formula(one)
  for (const one of holder.querySelectorAll<HTMLElement>('.table')) scrolls(one, words.prose.table)
  for (const one of holder.querySelectorAll('.tick')) named(one)
  for (const one of holder.querySelectorAll('.cite')) citation(one, cited)
  return holder.firstElementChild ?? block
}

function madeOfCode(plain: HTMLElement): HTMLElement {
  const language = plain.firstElementChild?.className.slice('language-'.length) ?? ''
  const open = plain.classList.contains('open')
  return language === 'mermaid' ? diagram(plain.textContent, open) : code(plain.textContent, language, open)
}

function named(tick: Element): void {
  tick.setAttribute('role', 'img')
  tick.setAttribute('aria-label', tick.classList.contains('done') ? words.prose.done : words.prose.toDo)
}
