/** What this tab remembers over a reload: the id of its live session, and who was here. */
import type { UserView } from './types.gen'

const KEY = 'emergence.session'
const WHO = 'emergence.who'

export function sessionId(): string {
  return sessionStorage.getItem(KEY) ?? newSessionId()
}

export function newSessionId(): string {
  const id = randomId()
  keep(KEY, id)
  return id
}

/** Somebody is here, or nobody any more. */
export function remember(user: UserView | null): void {
  if (user) keep(WHO, JSON.stringify(user))
  else sessionStorage.removeItem(WHO)
}

export function remembered(): UserView | null {
  return JSON.parse(sessionStorage.getItem(WHO) ?? 'null') as UserView | null
}

/** 32 url-safe characters that nobody guesses. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_')
}

/** A full storage only means that a reload begins anew. */
function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    return
  }
}
