/** Numbers in brackets that cite: `[1]`. Neither within links or code, nor where such a name of a link is defined. */
import type { MarkdownIt, StateInline } from 'markdown-it'
import { build } from './build'

/** What a number stands for: where it leads, and what is said of it. */
export interface Citation {
  readonly href: string
  readonly title: string
}
export type Citations = ReadonlyMap<number, Citation>

const CITES = /^\[(\d{1,2})\](?!\()/

/** Where the end of a link is looked for, its brackets are brackets. */
function cites(state: StateInline, silent: boolean): boolean {
  if (silent || state.src[state.pos] !== '[' || state.linkLevel > 0) return false
  const found = CITES.exec(state.src.slice(state.pos, state.pos + 5))
  if (!found || found[1]! in Object(state.env?.['references'])) return false
  state.push('citation', 'span', 0).content = found[0]
  state.pos += found[0].length
  return true
}

export function citations(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', 'citation', cites)
  markdown.renderer.rules['citation'] = (tokens, index) => `<span class="cite">${tokens[index]!.content}</span>`
}

/** A number as a link to what it cites; what cites nothing is the text that it was. */
export function citation(mark: Element, known: Citations): void {
  const text = mark.textContent
  const cited = known.get(Number(text.slice(1, -1)))
  if (cited) mark.replaceWith(build('a', { class: 'cite', href: cited.href, title: cited.title, 'aria-label': cited.title }, text))
  else mark.removeAttribute('class')
}
