/** A diagram: a picture, its source within reach; the source alone if it cannot be drawn. */
import { words } from '../../words'
import { build, button } from './build'
import { copier, head } from './code'
import { draw } from './drawing'
import { lookNow, whenLookChanges } from './look'
import { type Made, make, madeOf } from './made'
import type { Drawing } from './picture'
import { scrolls } from './scrolls'

const TITLE = /^\s*(?:accTitle\s*:|title\s*:?)\s*(.{1,200})$/m

class Diagram implements Made {
  readonly element: HTMLElement
  source: string
  open: boolean
  readonly #canvas = build('div', { class: 'canvas' })
  readonly #note = build('p', { class: 'note', role: 'status' }, words.prose.drawing)
  readonly #code: HTMLElement
  readonly #toggle: HTMLButtonElement
  #drawn = ''

  constructor(source: string, open: boolean) {
    ;[this.source, this.open] = [source, open]
    this.#code = build('code', {}, source)
    const box = build('pre', { hidden: '' }, this.#code)
    scrolls(box, words.prose.codeIn('Mermaid'))
    this.#toggle = button(words.prose.showSource, () => this.#unfold(box.hidden === true))
    this.#toggle.setAttribute('aria-expanded', 'false')
    const controls = [this.#toggle, copier(() => this.source, this.#code)]
    this.element = build('figure', { class: 'code diagram' }, head(words.prose.diagram, ...controls), this.#canvas, this.#note, box)
  }

  take(other: Made): boolean {
    if (!(other instanceof Diagram) || !other.source.startsWith(this.source)) return false
    if (other.source === this.source && other.open === this.open) return true
    ;[this.source, this.open] = [other.source, other.open]
    this.#code.textContent = this.source
    this.start()
    return true
  }

  start(): void {
    if (!this.open) void this.draw()
  }

  async draw(): Promise<void> {
    const look = lookNow()
    const key = JSON.stringify([this.source, look])
    if (this.open || this.#drawn === key) return
    this.#drawn = key
    const drawing = await draw(this.source, look).catch(() => null)
    if (this.#drawn !== key) return
    if (drawing) return this.#show(drawing)
    this.#drawn = ''
    this.#fail()
  }

  #show({ url, width, height }: Drawing): void {
    const title = TITLE.exec(this.source)?.[1]
    const picture = build('img', { src: url, width: `${width}`, height: `${height}`, alt: title ?? words.prose.diagramAlt })
    picture.style.setProperty('--natural', `${width}px`)
    this.#canvas.replaceChildren(picture)
    scrolls(this.#canvas, words.prose.diagram)
    this.#note.remove()
    if (this.element.classList.contains('wrong')) this.#mend()
  }

  #fail(): void {
    this.#note.textContent = words.prose.notDrawn
    this.#canvas.replaceChildren()
    this.#canvas.after(this.#note)
    this.element.classList.add('wrong')
    this.#toggle.hidden = true
    this.#unfold(true)
  }

  #mend(): void {
    this.element.classList.remove('wrong')
    this.#toggle.hidden = false
    this.#unfold(false)
  }

  #unfold(open: boolean): void {
    this.#code.parentElement!.hidden = !open
    this.#toggle.textContent = open ? words.prose.hideSource : words.prose.showSource
    this.#toggle.setAttribute('aria-expanded', String(open))
  }
}

whenLookChanges(() => {
  for (const element of document.querySelectorAll('.diagram')) {
    const made = madeOf(element)
    if (made instanceof Diagram) void made.draw()
  }
})

export function diagram(source: string, open: boolean): HTMLElement {
  const made = new Diagram(source, open)
  make(made.element, made)
  return made.element
}
