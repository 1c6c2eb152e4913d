/** How often and when commands were chosen from the palette; kept in this browser. */

type Uses = Record<string, { readonly times: number; readonly at: number }>

const KEY = 'emergence.used'
const HALF_LIFE_MS = 14 * 24 * 3600 * 1000

export function noteUse(id: string, now = Date.now()): void {
  const uses = kept()
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...uses, [id]: { times: weight(uses, id, now) + 1, at: now } }))
  } catch {
    // A full storage only means that the order stays as it was.
  }
}

/** What is used most comes first; long ago counts for less. */
export function byUse<T extends { readonly id: string }>(all: readonly T[], now = Date.now()): T[] {
  const uses = kept()
  return [...all].sort((a, b) => weight(uses, b.id, now) - weight(uses, a.id, now))
}

function weight(uses: Uses, id: string, now: number): number {
  const { times = 0, at = now } = uses[id] ?? {}
  return times * 0.5 ** ((now - at) / HALF_LIFE_MS)
}

function kept(): Uses {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Uses
  } catch {
    return {}
  }
}
