/** Nothing comes on the page that is not on a list: every text is sanitised after it was rendered. */
import DOMPurify, { type Config } from 'dompurify'

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i
const NO_MORE = { ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false }
const PROSE: Config & { RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code', 'em', 'strong', 's', 'a'],
    ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'span', 'div'],
  ],
  ALLOWED_ATTR: ['href', 'title', 'class', 'start'],
  RETURN_DOM_FRAGMENT: true,
  ...NO_MORE,
}
const CODE: Config & { RETURN_DOM_FRAGMENT: true } = { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'], RETURN_DOM_FRAGMENT: true, ...NO_MORE }
const FORMULA: Config & { IN_PLACE: true } = {
  ALLOWED_TAGS: [
    ...['span', 'svg', 'path', 'line', 'math', 'semantics', 'annotation', 'menclose', 'mfrac', 'mi', 'mn', 'mo', 'mover', 'mpadded', 'mphantom'],
    ...['mroot', 'mrow', 'mspace', 'msqrt', 'mstyle', 'msub', 'msubsup', 'msup', 'mtable', 'mtd', 'mtext', 'mtr', 'munder', 'munderover'],
  ],
  ALLOWED_ATTR: [
    ...['class', 'style', 'aria-hidden', 'width', 'height', 'viewbox', 'preserveaspectratio', 'd', 'x1', 'x2', 'y1', 'y2', 'stroke-width'],
    ...['accent', 'accentunder', 'columnalign', 'columnlines', 'columnspacing', 'depth', 'display', 'displaystyle', 'encoding', 'fence', 'form'],
    ...['linebreak', 'linethickness', 'lspace', 'mathbackground', 'mathcolor', 'mathsize', 'mathvariant', 'maxsize', 'minsize', 'movablelimits'],
    ...['notation', 'rowlines', 'rowspacing', 'rspace', 'scriptlevel', 'separator', 'stretchy', 'symmetric', 'voffset'],
  ],
  IN_PLACE: true,
  ...NO_MORE,
}
const DRAWING: Config & { RETURN_DOM_FRAGMENT: true } = {
  USE_PROFILES: { svg: true, svgFilters: true },
  FORBID_TAGS: ['a', 'image', 'use', 'foreignObject', 'animate', 'set'],
  RETURN_DOM_FRAGMENT: true,
}

const purify = DOMPurify(window)
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return
  if (!SAFE_LINK.test(node.getAttribute('href') ?? '')) return node.removeAttribute('href')
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer nofollow')
})

/** Each block as one element. */
export function cleanBlocks(blocks: readonly string[]): Element[] {
  if (!blocks.length) return []
  const all = [...purify.sanitize(blocks.join(''), PROSE).children]
  return all.length === blocks.length ? all : blocks.map(alone)
}

function alone(block: string): Element {
  return purify.sanitize(block, PROSE).firstElementChild ?? document.createElement('p')
}

export function cleanCode(html: string): DocumentFragment {
  return purify.sanitize(html, CODE)
}

/** In place: to write its styles as attributes once more is what the page's policy forbids. */
export function cleanFormula(formula: HTMLElement): void {
  purify.sanitize(formula, FORMULA)
}

/** A drawing as a picture of its own; null if it is none. */
export function cleanDrawing(svg: string): SVGSVGElement | null {
  const root = purify.sanitize(svg, DRAWING).firstElementChild
  return root instanceof SVGSVGElement ? root : null
}
