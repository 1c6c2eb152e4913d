/** Code: its language, a button that copies it, colours once they are loaded. */
import { toClipboard } from '../../state/clipboard'
import { words } from '../../words'
import { build, button } from './build'
import { cleanCode } from './clean'
import { later } from './idle'
import { languageName } from './languages'
import { type Made, make } from './made'
import { morphWithin } from './morph'
import { scrolls } from './scrolls'

const PACE_MS = 250
const REST = 10
const TOO_LONG = 100_000
const TALL = 24
const COPIED_MS = 1500

/** The head of a block: what it is, and what can be done with it. */
export function head(name: string, ...controls: HTMLElement[]): HTMLElement {
  return build('figcaption', {}, build('span', { class: 'kind' }, name), ...controls)
}

export function copier(text: () => string, from: HTMLElement): HTMLElement {
  const told = build('span', { class: 'unseen', role: 'status' })
  const shown = button(words.prose.copy, async () => {
    if (!(await toClipboard(text()))) return getSelection()?.selectAllChildren(from)
    shown.textContent = told.textContent = words.copied
    setTimeout(() => ([shown.textContent, told.textContent] = [words.prose.copy, '']), COPIED_MS)
  })
  shown.setAttribute('aria-label', words.prose.copyCode)
  return build('span', { class: 'copier' }, shown, told)
}

class Code implements Made {
  readonly element: HTMLElement
  readonly language: string
  source: string
  open: boolean
  readonly #code: HTMLElement
  #timer = 0
  #next = 0

  constructor(source: string, language: string, open: boolean) {
    ;[this.source, this.language, this.open] = [source, language, open]
    this.#code = build('code', {}, source)
    const box = build('pre', {}, this.#code)
    const name = languageName(language)
    scrolls(box, words.prose.codeIn(name))
    this.element = build('figure', { class: 'code' }, head(name || words.prose.code, copier(() => this.source, this.#code)), box)
    this.#measure()
  }

  take(other: Made): boolean {
    if (!(other instanceof Code) || other.language !== this.language || !other.source.startsWith(this.source)) return false
    const more = other.source.slice(this.source.length)
    if (!more && other.open === this.open) return true
    ;[this.source, this.open] = [other.source, other.open]
    if (more) this.#code.append(more)
    this.#measure()
    this.start()
    return true
  }

  #measure(): void {
    this.element.classList.toggle('tall', this.source.split('\n').length > TALL)
  }

  /** Colours are drawn now and then while the code grows, and once more when it is whole. */
  start(): void {
    if (!this.language || this.#timer) return
    const wait = this.open ? Math.max(0, this.#next - performance.now()) : 0
    this.#timer = window.setTimeout(() => later(this.#colour), wait)
  }

  readonly #colour = async (): Promise<void> => {
    const { highlight } = await import('./highlight')
    this.#timer = 0
    if (!this.element.isConnected || this.source.length > TOO_LONG) return
    const began = performance.now()
    const html = highlight(this.source, this.language)
    if (html !== null) morphWithin(this.#code, cleanCode(html))
    const now = performance.now()
    this.#next = now + Math.max(PACE_MS, (now - began) * REST)
  }
}

/** Code in the place of its plain form. */
export function code(source: string, language: string, open: boolean): HTMLElement {
  const made = new Code(source, language, open)
  make(made.element, made)
  return made.element
}
