/** What was said but not seen by the server yet survives a reload of this tab. */
import type { Pending } from './model'

const KEY = 'emergence.outbox.'

export function keep(userId: string, outbox: readonly Pending[]): void {
  if (outbox.length) sessionStorage.setItem(KEY + userId, JSON.stringify(outbox))
  else sessionStorage.removeItem(KEY + userId)
}

export function kept(userId: string): Pending[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + userId) ?? '[]') as Pending[]
  } catch {
    return []
  }
}
