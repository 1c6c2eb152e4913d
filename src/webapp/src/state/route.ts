/** Where the page is, as its address says: `#/t/THREAD`, `#/enter/SECRET`, or home. */

export type Route = { at: 'home' } | { at: 'thread'; id: string } | { at: 'enter'; secret: string }

export function route(hash: string): Route {
  const [, where, what] = hash.replace(/^#/, '').split('/')
  if (where === 't' && what) return { at: 'thread', id: what }
  if (where === 'enter' && what) return { at: 'enter', secret: what }
  return { at: 'home' }
}

export function address(threadId: string | null): string {
  return threadId ? `#/t/${threadId}` : '#/'
}
