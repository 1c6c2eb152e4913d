/** Diagrams are drawn in a frame that is nobody and reaches nothing; all that comes out of it is a picture. */
import type { Look } from './look'
import { type Drawing, picture, type Shapes } from './picture'

interface Asked {
  readonly id: number
  done(shapes: Shapes): void
  failed(why: Error): void
}

const PATIENCE_MS = 20_000
const LONGEST = 2_000_000
const KEPT = 40

const drawn = new Map<string, Promise<Drawing>>()
let last: Promise<unknown> = Promise.resolve()
let asked: Asked | undefined
let frame: Promise<HTMLIFrameElement> | undefined
let ids = 0
/** Ends the listening to the frame that is there. */
let heard = new AbortController()

/** The same diagram in the same look is drawn once. */
export function draw(source: string, look: Look): Promise<Drawing> {
  const key = JSON.stringify([source, look])
  const known = drawn.get(key)
  if (known) return known
  const drawing = inTurn(source, look).then(picture)
  drawing.catch(() => drawn.delete(key))
  drawn.set(key, drawing)
  if (drawn.size > KEPT) forget(drawn.keys().next().value!)
  return drawing
}

function forget(key: string): void {
  drawn.get(key)?.then(
    ({ url }) => URL.revokeObjectURL(url),
    () => undefined,
  )
  drawn.delete(key)
}

/** One after another: a diagram that takes too long spoils the frame for itself alone. */
function inTurn(source: string, look: Look): Promise<Shapes> {
  const mine = last.then(() => ask(source, look))
  last = mine.catch(() => undefined)
  return mine
}

function ask(source: string, look: Look): Promise<Shapes> {
  frame ??= open()
  const [id, place] = [++ids, frame]
  return new Promise<Shapes>((resolve, reject) => {
    const timer = setTimeout(() => giveUp(place), PATIENCE_MS)
    const over = (): void => ((asked = undefined), clearTimeout(timer))
    asked = { id, done: (shapes) => (over(), resolve(shapes)), failed: (why) => (over(), reject(why)) }
    // Whoever is in the frame has no origin that could be named.
    void place.then(({ contentWindow }) => contentWindow?.postMessage({ id, source, look }, '*'))
  })
}

function open(): Promise<HTMLIFrameElement> {
  const made = document.createElement('iframe')
  made.setAttribute('sandbox', 'allow-scripts')
  made.setAttribute('aria-hidden', 'true')
  made.tabIndex = -1
  made.className = 'drawing-frame'
  made.src = '/diagram.html'
  heard = new AbortController()
  return new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      if (!event.source || event.source !== made.contentWindow || event.origin !== 'null') return
      if (event.data === 'ready') resolve(made)
      else answer(event.data)
    }
    addEventListener('message', listen, { signal: heard.signal })
    document.body.append(made)
  })
}

/** What the frame says is only believed if it has the shape that was asked for. */
function answer(data: unknown): void {
  const { id, svg, css } = Object(data) as Readonly<Record<string, unknown>>
  if (!asked || id !== asked.id) return
  if (isText(svg) && isText(css)) asked.done({ svg, css })
  else asked.failed(new Error('not drawn'))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST
}

/** The next one gets another frame. */
function giveUp(place: Promise<HTMLIFrameElement>): void {
  document.querySelector('.drawing-frame')?.remove()
  heard.abort()
  if (frame === place) frame = undefined
  asked?.failed(new Error('took too long'))
}
