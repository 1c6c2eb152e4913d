/** Where the page is, as its address says: `#/t/THREAD[/MESSAGE]`, `#/settings[/PART]`, `#/enter/SECRET`, or home. */

export type Route =
  | { at: 'home' }
  | { at: 'thread'; id: string; message?: string }
  | { at: 'settings'; part: string }
  | { at: 'enter'; secret: string }

export function route(hash: string): Route {
  const [, where, what, message] = hash.replace(/^#/, '').split('/')
  if (where === 't' && what) return message ? { at: 'thread', id: what, message } : { at: 'thread', id: what }
  if (where === 'settings') return { at: 'settings', part: what ?? '' }
  if (where === 'enter' && what) return { at: 'enter', secret: what }
  return { at: 'home' }
}

export function address(threadId: string | null, messageId?: string | null): string {
  if (!threadId) return '#/'
  return messageId ? `#/t/${threadId}/${messageId}` : `#/t/${threadId}`
}

export const SETTINGS = '#/settings'
