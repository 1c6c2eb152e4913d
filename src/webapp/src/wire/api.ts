/** The server's HTTP routes, one function each. */
import { ask, query, upload } from './http'
import type { Hit, Message, Thread } from './types.gen'

export interface Page<T> {
  items: T[]
  next?: string | null
}

export interface User {
  id: string
  email: string
  role: string
}

interface SignedIn {
  user: User
}

export const auth = {
  session: () => ask<SignedIn>('GET', '/api/auth/session'),
  login: (email: string, password: string) => ask<SignedIn>('POST', '/api/auth/login', { email, password }),
  logout: () => ask<unknown>('POST', '/api/auth/logout'),
  check: (secret: string) => ask<{ needs_email: boolean; email?: string | null }>('POST', '/api/auth/enter/check', { secret }),
  enter: (secret: string, password: string, email?: string) =>
    ask<SignedIn>('POST', '/api/auth/enter', { secret, password, ...(email ? { email } : {}) }),
}

const THREADS = '/api/threads/'
const at = (id: string) => THREADS + encodeURIComponent(id)

export const threads = {
  list: (archived: boolean, cursor?: string | null) =>
    ask<Page<Thread>>('GET', query(THREADS, { limit: 50, archived, cursor })),
  get: (id: string) => ask<Thread>('GET', at(id)),
  create: () => ask<Thread>('POST', THREADS, {}),
  rename: (id: string, title: string) => ask<Thread>('PATCH', at(id), { title }),
  archive: (id: string, archived: boolean) => ask<Thread>('PATCH', at(id), { archived }),
  remove: (id: string) => ask<unknown>('DELETE', at(id)),
  search: (q: string, cursor?: string | null) => ask<Page<Hit>>('GET', query(`${THREADS}search`, { q, limit: 30, cursor })),
  bring: (file: Blob) => upload<{ items: { id: string }[] }>(`${THREADS}import`, file),
  exportUrl: (id: string, format: 'md' | 'json') => query(`${at(id)}/export`, { format }),
  messages: (id: string, cursor?: string | null) =>
    ask<Page<Message>>('GET', query(`${at(id)}/messages`, { limit: 50, cursor })),
  versions: (id: string, messageId: string) =>
    ask<{ items: Message[] }>('GET', `${at(id)}/messages/${encodeURIComponent(messageId)}/versions`),
}
