/** Who has had a thread in this browser: to them the agents need no introduction. */

const KEY = 'emergence.met'

export function hasMet(userId: string): boolean {
  return met().includes(userId)
}

export function meet(userId: string): void {
  if (hasMet(userId)) return
  try {
    localStorage.setItem(KEY, [...met(), userId].join(','))
  } catch {
    // A full storage only means one more introduction.
  }
}

function met(): string[] {
  return (localStorage.getItem(KEY) ?? '').split(',').filter(Boolean)
}
