/** What this tab remembers over a reload: the id of its live session. */
const KEY = 'emergence.session'

export function sessionId(): string {
  return sessionStorage.getItem(KEY) ?? newSessionId()
}

export function newSessionId(): string {
  const id = randomId()
  try {
    sessionStorage.setItem(KEY, id)
  } catch {
    // A full storage only means that a reload begins a new session.
  }
  return id
}

/** 32 url-safe characters that nobody guesses. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_')
}
