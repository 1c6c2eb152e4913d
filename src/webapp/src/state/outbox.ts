/** What was said but not seen by the server yet survives a reload of this tab, as far as its storage has room. */
import type { Pending } from './model'

const KEY = 'emergence.outbox.'

export function keep(userId: string, outbox: readonly Pending[]): void {
  try {
    if (outbox.length) sessionStorage.setItem(KEY + userId, JSON.stringify(outbox))
    else sessionStorage.removeItem(KEY + userId)
  } catch {
    // A full storage does not keep it from being sent.
  }
}

export function kept(userId: string): Pending[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + userId) ?? '[]') as Pending[]
  } catch {
    return []
  }
}
