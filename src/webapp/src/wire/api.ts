/** The server's HTTP routes, one function each. */
import { ask, query, upload } from './http'
import type * as Wire from './types.gen'

export type User = Wire.UserView

export const auth = {
  session: () => ask<Wire.Present>('GET', '/api/auth/session'),
  login: (email: string, password: string) => ask<Wire.Welcome>('POST', '/api/auth/login', { email, password } satisfies Wire.LoginBody),
  logout: () => ask<unknown>('POST', '/api/auth/logout'),
  check: (secret: string) => ask<Wire.LinkView>('POST', '/api/auth/enter/check', { secret } satisfies Wire.CheckBody),
  enter: (secret: string, password: string, email?: string) =>
    ask<Wire.Welcome>('POST', '/api/auth/enter', { secret, password, email: email ?? null } satisfies Wire.EnterBody),
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
  costs: (id: string) => ask<Wire.ThreadCosts>('GET', `${at(id)}/costs`),
  versions: (id: string, messageId: string) =>
    ask<Wire.Versions>('GET', `${at(id)}/messages/${encodeURIComponent(messageId)}/versions`),
}

export const health = () => ask<Record<string, string>>('GET', '/api/health')
