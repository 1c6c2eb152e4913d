/** The server's HTTP routes, one function each. */
import { ask, query, upload } from './http'
import { transfer } from './transfer'
import type * as Wire from './types.gen'

export type User = Wire.UserView

export const auth = {
  session: () => ask<Wire.Present>('GET', '/api/auth/session'),
  login: (email: string, password: string, code?: string) =>
    ask<Wire.Welcome>('POST', '/api/auth/login', { email, password, code: code ?? null } satisfies Wire.LoginBody),
  logout: () => ask<unknown>('POST', '/api/auth/logout'),
  check: (secret: string) => ask<Wire.LinkView>('POST', '/api/auth/enter/check', { secret } satisfies Wire.CheckBody),
  enter: (secret: string, password: string, email?: string, code?: string) =>
    ask<Wire.Welcome>('POST', '/api/auth/enter', { secret, password, email: email ?? null, code: code ?? null } satisfies Wire.EnterBody),
  forgot: (email: string) => ask<null>('POST', '/api/auth/request-password-reset', { email } satisfies Wire.AskBody),
  checkReset: (secret: string) => ask<Wire.WhoseLink>('POST', '/api/auth/reset-password/check', { secret } satisfies Wire.LinkBody),
  reset: (secret: string, password: string, code?: string) =>
    ask<unknown>('POST', '/api/auth/reset-password', { secret, password, code: code ?? null } satisfies Wire.ResetBody),
  issuer: () => ask<Wire.IssuerView>('GET', '/api/auth/oidc'),
  /** Where one leaves for that issuer. */
  issuerUrl: '/api/auth/oidc/start',
}

const AUTH = '/api/auth'
const SESSIONS = `${AUTH}/sessions`
const FACTOR = `${AUTH}/two-factor`
const KEYS = `${AUTH}/keys`

/** One's own account. */
export const account = {
  changePassword: (current_password: string, new_password: string) =>
    ask<Wire.Welcome>('POST', `${AUTH}/change-password`, { current_password, new_password } satisfies Wire.ChangeBody),
  sessions: () => ask<Wire.MySessions>('GET', SESSIONS),
  end: (id: string) => ask<unknown>('DELETE', `${SESSIONS}/${encodeURIComponent(id)}`),
  endOthers: () => ask<unknown>('DELETE', SESSIONS),
  factor: () => ask<Wire.FactorView>('GET', FACTOR),
  setUp: (password: string) => ask<Wire.SetupView>('POST', `${FACTOR}/start`, { password } satisfies Wire.StartBody),
  confirm: (code: string) => ask<Wire.CodesView>('POST', `${FACTOR}/confirm`, { code } satisfies Wire.CodeBody),
  newCodes: (code: string) => ask<Wire.CodesView>('POST', `${FACTOR}/codes`, { code } satisfies Wire.CodeBody),
  turnOff: (code: string) => ask<unknown>('POST', `${FACTOR}/disable`, { code } satisfies Wire.CodeBody),
  keys: () => ask<Wire.KeyList>('GET', KEYS),
  makeKey: (body: Wire.KeyBody) => ask<Wire.NewKeyView>('POST', KEYS, body),
  revokeKey: (id: string) => ask<unknown>('DELETE', `${KEYS}/${encodeURIComponent(id)}`),
}

const ADMIN = `${AUTH}/admin`
const PEOPLE = `${ADMIN}/allowlist`
const person = (email: string) => `${PEOPLE}/${encodeURIComponent(email)}`

/** For admins. */
export const admin = {
  people: () => ask<Wire.PeopleList>('GET', PEOPLE),
  put: (email: string, role: Wire.AllowBody['role']) => ask<Wire.PersonView>('POST', PEOPLE, { email, role } satisfies Wire.AllowBody),
  write: (email: string, kind: Wire.LetterBody['kind']) => ask<unknown>('POST', `${person(email)}/letters`, { kind } satisfies Wire.LetterBody),
  shutOut: (email: string) => ask<unknown>('DELETE', person(email)),
  forget: (email: string) => ask<unknown>('DELETE', query(person(email), { forget: true })),
  sessions: (cursor?: string) => ask<Wire.SessionPage>('GET', query(`${ADMIN}/sessions`, { cursor })),
  end: (email: string, session_id?: string) =>
    ask<Wire.Revoked>('POST', `${ADMIN}/sessions/revoke`, { email, session_id: session_id ?? null } satisfies Wire.RevokeBody),
  audit: (asked: { who?: string; action?: string; since?: string }, cursor?: string) =>
    ask<Wire.EntryPage>('GET', query(`${ADMIN}/audit`, { ...asked, cursor })),
  auditUrl: `${ADMIN}/audit/export`,
}

const THREADS = '/api/threads/'
const at = (id: string) => THREADS + encodeURIComponent(id)

export const threads = {
  list: (archived: boolean, cursor?: string | null) =>
    ask<Wire.Page_Thread_>('GET', query(THREADS, { limit: 50, archived, cursor })),
  get: (id: string) => ask<Wire.Thread>('GET', at(id)),
  create: () => ask<Wire.Thread>('POST', THREADS, {} satisfies Wire.NewThreadBody),
  rename: (id: string, title: string) => ask<Wire.Thread>('PATCH', at(id), { title } satisfies Wire.ThreadChanges),
  archive: (id: string, archived: boolean) => ask<Wire.Thread>('PATCH', at(id), { archived } satisfies Wire.ThreadChanges),
  remove: (id: string) => ask<unknown>('DELETE', at(id)),
  search: (q: string, cursor?: string | null) => ask<Wire.Page_Hit_>('GET', query(`${THREADS}search`, { q, limit: 30, cursor })),
  bring: (file: Blob) => upload<Wire.Imported>(`${THREADS}import`, file),
  exportUrl: (id: string, format: 'md' | 'json') => query(`${at(id)}/export`, { format }),
  exportAllUrl: (format: 'md' | 'json') => query(`${THREADS}export`, { format }),
  messages: (id: string, cursor?: string | null, limit = 50) =>
    ask<Wire.Page_Message_>('GET', query(`${at(id)}/messages`, { limit, cursor })),
  documents: (id: string) => ask<Wire.Attached>('GET', `${at(id)}/documents`),
  setDocuments: (id: string, ids: readonly string[]) =>
    ask<Wire.Attached>('PUT', `${at(id)}/documents`, { document_ids: [...ids] } satisfies Wire.Attach),
  costs: (id: string) => ask<Wire.ThreadCosts>('GET', `${at(id)}/costs`),
  versions: (id: string, messageId: string) =>
    ask<Wire.Versions>('GET', `${at(id)}/messages/${encodeURIComponent(messageId)}/versions`),
}

const DOCUMENTS = '/api/documents/'
const of = (id: string) => DOCUMENTS + encodeURIComponent(id)

export const documents = {
  list: (cursor?: string | null) => ask<Wire.Page_Document_>('GET', query(DOCUMENTS, { limit: 50, cursor })),
  get: (id: string) => ask<Wire.Document>('GET', of(id)),
  status: () => ask<Wire.Standings>('GET', `${DOCUMENTS}status`),
  search: (q: string) => ask<Wire.DocumentHits>('GET', query(`${DOCUMENTS}search`, { q, limit: 20 })),
  put: (file: File, progress: (share: number) => void) => transfer(DOCUMENTS, file, progress),
  reindex: (id: string) => ask<Wire.Document>('POST', `${of(id)}/reindex`),
  cancel: (id: string) => ask<Wire.Document>('POST', `${of(id)}/cancel`),
  remove: (id: string) => ask<unknown>('DELETE', of(id)),
  contentUrl: (id: string) => `${of(id)}/content`,
  /** A cursor is the number of the part that comes first. */
  text: (id: string, limit: number, cursor?: string | null) => ask<Wire.TextPage>('GET', query(`${of(id)}/text`, { limit, cursor })),
  pictureUrl: (id: string, page: number, width: number) => query(`${of(id)}/pages/${page}/picture`, { width }),
  /** Where the characters [start, end) of a page's own text stand on it. */
  boxes: (id: string, page: number, start: number, end: number) =>
    ask<Wire.Boxes>('GET', query(`${of(id)}/pages/${page}/boxes`, { start, end })),
}

export const health = () => ask<Record<string, string>>('GET', '/api/health')
