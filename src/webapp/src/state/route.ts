/** Where the page is, as its address says: a thread, the settings, a page for admins, one of the doors, or home. */

/** `#/t/THREAD[/MESSAGE]`, `#/settings[/PART]`, `#/admin/PART[/WHO]`, `#/enter/SECRET` and the other doors. */
export type Route =
  | { at: 'home' }
  | { at: 'thread'; id: string; message?: string }
  | { at: 'settings'; part: string }
  | { at: 'admin'; part: string; who: string }
  | Door

/** What is open to who is not signed in. */
export type Door =
  | { at: 'enter'; secret: string }
  | { at: 'reset'; secret: string }
  | { at: 'refused'; code: string }
  | { at: 'forgot' }

export function route(hash: string): Route {
  const [, where, what, message] = hash.replace(/^#/, '').split('/')
  if (where === 't' && what) return message ? { at: 'thread', id: what, message } : { at: 'thread', id: what }
  if (where === 'settings') return { at: 'settings', part: what ?? '' }
  if (where === 'admin') return { at: 'admin', part: what ?? '', who: decoded(message ?? '') }
  if ((where === 'enter' || where === 'reset') && what) return { at: where, secret: what }
  if (where === 'refused') return { at: 'refused', code: what ?? '' }
  if (where === 'forgot') return { at: 'forgot' }
  return { at: 'home' }
}

export function address(threadId: string | null, messageId?: string | null): string {
  if (!threadId) return '#/'
  return messageId ? `#/t/${threadId}/${messageId}` : `#/t/${threadId}`
}

export function isDoor(where: Route): where is Door {
  return DOORS.includes(where.at)
}

const DOORS: readonly Route['at'][] = ['enter', 'reset', 'refused', 'forgot']
export const SETTINGS = '#/settings'
export const ADMIN = '#/admin'
export const FORGOT = '#/forgot'

/** An address that somebody has typed may hold anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
