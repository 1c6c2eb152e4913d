/** What comes in quickly is taken together: once a frame or, where no frames are drawn, soon. */

const SOON_MS = 250

/** Calls back with the next frame, or a little later in a page that is not seen; answers how to give it up. */
function nextFrame(call: () => void): () => void {
  const frame = requestAnimationFrame(call)
  const timer = window.setTimeout(call, SOON_MS)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

export class Batch<T> {
  #take: (all: readonly T[]) => void
  #later: (call: () => void) => () => void
  #waiting: T[] = []
  #cancel: (() => void) | null = null

  constructor(take: (all: readonly T[]) => void, later = nextFrame) {
    this.#take = take
    this.#later = later
  }

  add(one: T): void {
    this.#waiting.push(one)
    this.#cancel ??= this.#later(() => this.flush())
  }

  /** Take what waits now. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = null
    const all = this.#waiting
    this.#waiting = []
    if (all.length) this.#take(all)
  }
}
