/** Formulas: their source until KaTeX is there, then typeset; the source stays if it cannot be read. */
import { words } from '../../words'
import { build } from './build'
import { cleanFormula } from './clean'
import { soon } from './idle'
import { type Made, make } from './made'
import { scrolls } from './scrolls'

const TOO_LONG = 5_000
/** Many formulas come on the page in ever greater lots: each time, all the text around them is laid out anew. */
const FIRST_LOT = 64

let tex: typeof import('./tex') | undefined
let loading: Promise<void> | undefined
let awaited = 0
let held: (() => void)[] = []
let lot = FIRST_LOT

async function load(): Promise<void> {
  const found = await import('./tex')
  await found.ready()
  tex = found
}

/** Typeset at once or, where there are many, in its turn, and put on the page with those that wait at the same time. */
function typesetSoon(one: Formula): void {
  awaited++
  soon(() => {
    awaited--
    if (tex) held.push(one.typeset(tex))
    if (!awaited || held.length >= lot) place()
  })
}

function place(): void {
  const those = held
  held = []
  for (const show of those) show()
  lot = awaited ? lot * 2 : FIRST_LOT
}

class Formula implements Made {
  readonly source: string
  readonly #place: HTMLElement

  constructor(place: HTMLElement) {
    this.#place = place
    this.source = place.textContent
    if (this.#display) scrolls(place, words.prose.formula)
  }

  take(other: Made): boolean {
    return other instanceof Formula && other.source === this.source && other.#display === this.#display
  }

  start(): void {
    if (tex) return typesetSoon(this)
    loading ??= load()
    loading.then(
      () => typesetSoon(this),
      () => (loading = undefined),
    )
  }

  get #display(): boolean {
    return this.#place.classList.contains('display')
  }

  /** Read it; answers how to show it. */
  typeset({ typeset }: typeof import('./tex')): () => void {
    try {
      if (this.source.length > TOO_LONG) throw new RangeError('too long')
      const shown = build('span', {}, typeset(this.source, this.#display))
      cleanFormula(shown)
      return () => this.#show(shown)
    } catch {
      return () => this.#show(build('code', {}, this.source), words.prose.wrongFormula)
    }
  }

  #show(what: HTMLElement, title = ''): void {
    this.#place.replaceChildren(what)
    if (title) this.#place.title = title
    this.#place.classList.add('set')
  }
}

export function formula(place: HTMLElement): void {
  make(place, new Formula(place))
}
