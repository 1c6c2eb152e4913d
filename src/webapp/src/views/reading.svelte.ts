/** Where one reads in a thread: at its end while it grows, or where one has gone to; and back there when one comes back. */
import { tick } from 'svelte'
import { loadMessages, reach } from '../state/fetching.svelte'
import { page } from '../state/page.svelte'

const NEAR_PX = 80
const SETTLED_MS = 1000
const REST_MS = 120
/** Whether the browser itself keeps in place what is read while something changes above it. */
const ANCHORS = CSS.supports('overflow-anchor', 'auto')
const TOUCHES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** What is read: the group of this message, and how far below the upper edge it begins. */
interface Place {
  readonly message: string
  readonly below: number
  readonly seen: number
}

/** Where one was in the threads that were left; for as long as this tab lives. */
const places = new Map<string, Place>()

export class Reading {
  follows = $state(true)
  loading = $state(false)
  /** A message that was sought. */
  sought = $state('')
  /** The last message that was there when the end was left. */
  seen = $state(0)
  readonly #threadId: string
  #scroller: HTMLElement | null = null
  #top = 0
  #tall = 0
  #timer = 0
  /** Whether nothing has been scrolled since it was looked up where one reads. */
  #rests = false
  /** Goes to where this should stay until it has its final size. */
  #hold: (() => void) | null = null

  constructor(threadId: string) {
    this.#threadId = threadId
  }

  readonly attach = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller
    const observer = new ResizeObserver(() => this.#settle())
    for (const one of [scroller, ...scroller.children]) observer.observe(one)
    const release = () => (this.#hold = null)
    for (const touch of TOUCHES) scroller.addEventListener(touch, release, { passive: true })
    return () => {
      observer.disconnect()
      clearTimeout(this.#timer)
    }
  }

  readonly scrolled = (): void => {
    const scroller = this.#scroller
    // What is beside it has changed its size: nobody has scrolled.
    if (!scroller || scroller.clientHeight !== this.#tall) return
    // Whoever goes up leaves the end; what only grows leaves nobody behind.
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
    if (scroller.scrollTop < this.#top - 1) this.#follow(left <= 1)
    else if (left < NEAR_PX && !this.#hold) this.#follow(true)
    this.#top = scroller.scrollTop
    this.#rest()
    if (!this.#talk?.older) return
    // At the very top a browser keeps nothing in place.
    if (ANCHORS && scroller.scrollTop < 1) scroller.scrollTop = 1
    if (scroller.scrollTop < scroller.clientHeight && scroller.scrollHeight > scroller.clientHeight) void this.earlier()
  }

  readonly earlier = async (): Promise<void> => {
    const cursor = this.#talk?.older
    if (!cursor || this.loading) return
    this.loading = true
    await loadMessages(this.#threadId, cursor)
    await tick()
    this.loading = false
    if (this.#talk?.older !== cursor) this.scrolled()
  }

  readonly toLatest = (): void => {
    this.#hold = null
    this.#follow(true)
    this.#settle()
  }

  /** Back to where one was; at the end of what was not read yet. */
  return(): void {
    const place = places.get(this.#threadId)
    if (!place || !this.#find(place.message)) return this.toLatest()
    this.follows = false
    this.seen = place.seen
    this.#stay(() => this.#put(place))
  }

  /** Go to a message that was sought. */
  async show(message: string, wanted: () => boolean): Promise<void> {
    this.#follow(false)
    this.loading = true
    const there = await reach(this.#threadId, message)
    await tick()
    this.loading = false
    if (!wanted()) return
    page.arrived()
    if (!there) return this.toLatest()
    this.sought = message
    this.#stay(() => this.#find(message)?.scrollIntoView({ block: 'center' }))
  }

  get #talk() {
    return page.state.conversations[this.#threadId]
  }

  #follow(follows: boolean): void {
    if (this.follows && !follows) this.seen = this.#talk?.messages.at(-1)?.seq ?? 0
    this.follows = follows
    if (follows) places.delete(this.#threadId)
  }

  #stay(put: () => void): void {
    this.#hold = put
    this.#settle()
    window.setTimeout(() => this.#hold === put && (this.#hold = null), SETTLED_MS)
  }

  /** After a change of size: at what is held, at the end unless somebody has gone up from it, or where one reads. */
  #settle(): void {
    const scroller = this.#scroller
    if (!scroller) return
    if (this.#hold) this.#hold()
    else if (this.follows) scroller.scrollTo({ top: scroller.scrollHeight })
    else if (!ANCHORS || this.#slipped) this.#put(places.get(this.#threadId))
    this.#top = scroller.scrollTop
    this.#tall = scroller.clientHeight
  }

  /** Now and then a browser that anchors does not: then nothing has been scrolled although everything has moved. */
  get #slipped(): boolean {
    return this.#rests && this.#scroller?.scrollTop === this.#top
  }

  #put(place: Place | undefined): void {
    const scroller = this.#scroller
    const group = place && this.#find(place.message)?.closest('[data-group]')
    if (scroller && group) scroller.scrollTop += group.getBoundingClientRect().top - edge(scroller) - place.below
  }

  /** Where one reads is looked up when the scrolling rests, unless it is needed at every moment. */
  #rest(): void {
    this.#rests = false
    clearTimeout(this.#timer)
    if (ANCHORS) this.#timer = window.setTimeout(() => this.#remember(), REST_MS)
    else this.#remember()
  }

  #remember(): void {
    const scroller = this.#scroller
    if (!scroller || this.follows || this.#hold) return
    const middle = scroller.getBoundingClientRect().left + scroller.clientWidth / 2
    const group = document.elementFromPoint(middle, edge(scroller) + 1)?.closest('[data-group]')
    const message = group?.querySelector<HTMLElement>('[data-message]')?.dataset['message']
    if (!group || !message) return
    const below = group.getBoundingClientRect().top - edge(scroller)
    places.set(this.#threadId, { message, below, seen: this.seen })
    this.#rests = true
  }

  #find(message: string): Element | null {
    return this.#scroller?.querySelector(`[data-message="${CSS.escape(message)}"]`) ?? null
  }
}

function edge(scroller: Element): number {
  return scroller.getBoundingClientRect().top
}
