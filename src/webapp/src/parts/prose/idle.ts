/** Work that may wait: a little of it in each frame. */

const SLICE_MS = 6
const PATIENCE_MS = 20
const waiting = new Set<() => void>()
/** Until when what is wanted at once is done at once, in this frame. */
let patient = 0

export function later(job: () => void): void {
  if (!waiting.size) requestAnimationFrame(work)
  waiting.add(job)
}

/** At once, as far as that is little for this frame; else in its turn. */
export function soon(job: () => void): void {
  if (!patient) begin()
  if (performance.now() < patient) job()
  else later(job)
}

function begin(): void {
  patient = performance.now() + PATIENCE_MS
  requestAnimationFrame(() => (patient = 0))
}

function work(): void {
  const until = performance.now() + SLICE_MS
  for (const job of waiting) {
    waiting.delete(job)
    job()
    if (performance.now() > until) break
  }
  if (waiting.size) requestAnimationFrame(work)
}
