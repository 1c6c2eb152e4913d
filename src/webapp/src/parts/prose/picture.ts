/** A picture of what the frame has drawn: sanitised, and inert, for it is shown as an image. */
import { cleanDrawing } from './clean'

export interface Shapes {
  /** Without any style. What stood in attributes is in `data-style`. */
  readonly svg: string
  readonly css: string
}

export interface Drawing {
  readonly url: string
  readonly width: number
  readonly height: number
}

const WIDEST = 20_000
const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '&': '&amp;' }

export function picture({ svg, css }: Shapes): Drawing {
  const root = cleanDrawing(svg)
  const [, , width = 0, height = 0] = (root?.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Math.ceil as (text: unknown) => number)
  if (!root || !(width > 0 && height > 0 && width < WIDEST && height < WIDEST)) throw new Error('not a picture')
  root.setAttribute('width', `${width}`)
  root.setAttribute('height', `${height}`)
  const file = new Blob([styled(root, css)], { type: 'image/svg+xml' })
  return { url: URL.createObjectURL(file), width, height }
}

/** As text again, for in this page a style may not even be read. */
function styled(root: SVGSVGElement, css: string): string {
  const text = new XMLSerializer().serializeToString(root).replaceAll(' data-style="', ' style="')
  const style = `<style>${css.replace(/[<&]/g, (sign) => ESCAPES[sign]!)}</style>`
  return text.replace(/^<svg[^>]*>/, (opening) => opening + style)
}
