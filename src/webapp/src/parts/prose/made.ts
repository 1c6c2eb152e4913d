/** What we make of a piece of text (code, a formula, a diagram). It outlives its block being drawn anew. */

export interface Made {
  /** Become what another is, and say so; false if another has to take the place. */
  take(other: Made): boolean
  /** It is on the page for good now. */
  start(): void
}

const all = new WeakMap<Element, Made>()
let fresh: Element[] = []

export function madeOf(element: Element): Made | undefined {
  return all.get(element)
}

export function make(element: Element, made: Made): void {
  all.set(element, made)
  fresh.push(element)
}

/** Start what was made and has found its place. */
export function start(): void {
  const those = fresh
  fresh = []
  for (const one of those) if (one.isConnected) all.get(one)?.start()
}
