/** Where the page is, as its address says: a thread, the settings, the documents or one of them, a page for admins, one of the doors, or home. */

/** `#/t/THREAD[/MESSAGE]`, `#/settings[/PART]`, `#/admin/PART[/WHO]`, `#/enter/SECRET` and the other doors. */
export type Route =
  | { at: 'home' }
  | { at: 'thread'; id: string; message?: string }
  | { at: 'settings'; part: string }
  | { at: 'documents' }
  | ({ at: 'document' } & Place)
  | { at: 'admin'; part: string; who: string }
  | Door

/** What is open to who is not signed in. */
export type Door =
  | { at: 'enter'; secret: string }
  | { at: 'reset'; secret: string }
  | { at: 'refused'; code: string }
  | { at: 'forgot' }

/** A document or, with its words [start, end), a place in it: code points of its whole text. `page` spares looking for it. */
export interface Place {
  readonly documentId: string
  readonly start?: number
  readonly end?: number
  readonly page?: number
}

export function route(hash: string): Route {
  const [path = '', said = ''] = hash.replace(/^#/, '').split('?')
  const [, where, what, message] = path.split('/')
  if (where === 't' && what) return message ? { at: 'thread', id: what, message } : { at: 'thread', id: what }
  if (where === 'settings') return { at: 'settings', part: what ?? '' }
  if (where === 'documents') return what ? { at: 'document', ...placeOf(what, new URLSearchParams(said)) } : { at: 'documents' }
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

/** The address of a document, or of the words in it. */
export function placeAddress({ documentId, start, end, page }: Place): string {
  const at = start !== undefined && end !== undefined ? `at=${start}-${end}` : ''
  const said = [at, page ? `page=${page}` : ''].filter(Boolean).join('&')
  return `${DOCUMENTS}/${documentId}${said && `?${said}`}`
}

function placeOf(documentId: string, said: URLSearchParams): Place {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(said.get('at') ?? '') ?? []
  const page = /^\d{1,6}$/.exec(said.get('page') ?? '')?.[0]
  const span = start && end && Number(end) > Number(start) ? { start: Number(start), end: Number(end) } : {}
  return { documentId, ...span, ...(Number(page) ? { page: Number(page) } : {}) }
}

export function isDoor(where: Route): where is Door {
  return DOORS.includes(where.at)
}

const DOORS: readonly Route['at'][] = ['enter', 'reset', 'refused', 'forgot']
export const SETTINGS = '#/settings'
export const DOCUMENTS = '#/documents'
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
