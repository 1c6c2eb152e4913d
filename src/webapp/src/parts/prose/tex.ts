/** KaTeX, its style and its letters; loaded when a formula appears. */
import 'katex/dist/katex.min.css'
import katex, { type KatexOptions } from 'katex'

/** A part of a formula before it is on the page. */
interface Part {
  attributes?: Record<string, string>
  children?: Part[]
  toNode(): HTMLElement
}

const LETTERS = ['1em KaTeX_Main', 'italic 1em KaTeX_Math']
const OPTIONS: KatexOptions = { trust: refuse, strict: 'ignore', throwOnError: true, maxSize: 20, maxExpand: 400 }
const HELD = 'data-style'

const { __renderToDomTree: read } = katex as unknown as { __renderToDomTree(tex: string, options: KatexOptions): Part }

/** Letters that come later would change the size of what is there. */
export async function ready(): Promise<void> {
  await Promise.allSettled(LETTERS.map((one) => document.fonts.load(one)))
}

/** A formula as an element. Throws if it cannot be read. */
export function typeset(tex: string, display: boolean): HTMLElement {
  const parts = read(tex, { ...OPTIONS, displayMode: display })
  hold(parts)
  const element = parts.toNode()
  for (const one of element.querySelectorAll<HTMLElement>(`[${HELD}]`)) release(one)
  return element
}

/** A formula that would link, load or style is one that cannot be read: its source says more than what would be left of it. */
function refuse(): never {
  throw new Error('not trusted')
}

/** KaTeX sets a few styles as attributes, which the page's policy forbids: they are carried past it, to be set as properties. */
function hold({ attributes, children }: Part): void {
  if (attributes?.['style']) {
    attributes[HELD] = attributes['style']
    delete attributes['style']
  }
  children?.forEach(hold)
}

function release(element: HTMLElement): void {
  element.style.cssText = element.getAttribute(HELD) ?? ''
  element.removeAttribute(HELD)
}
