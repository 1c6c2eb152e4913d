/** HTTP: ask, and answer with what was sent back or throw a Problem. */

/** What went wrong, by a stable code. `offline` means that nothing answered. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  /** Seconds to wait before it is worth another try, where the server says so. */
  readonly wait: number | undefined

  constructor(code: string, message: string, status: number, wait?: number) {
    super(message)
    this.code = code
    this.status = status
    this.wait = wait
  }
}

/** A network that swallows everything answers never. */
const PATIENCE_MS = { GET: 20_000, PUT: 30_000, POST: 30_000, PATCH: 30_000, DELETE: 30_000 }
const UPLOAD_MS = 600_000
/** Done, or to be done: there is nothing more to say. */
const EMPTY = [202, 204]
type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return understand<T>(await reach(path, init(method, body)))
}

/** Send a file as it is; the server looks into it. */
export async function upload<T>(path: string, file: Blob): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return understand<T>(await reach(path, { method: 'POST', headers, body: file, ...within(UPLOAD_MS) }))
}

/** A path with its query; what is undefined, null or empty is left out. */
export function query(path: string, values: Record<string, string | number | boolean | null | undefined>): string {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString()
  return text ? `${path}?${text}` : path
}

function init(method: Method, body: unknown): RequestInit {
  const common: RequestInit = { method, ...within(PATIENCE_MS[method]) }
  if (body === undefined) return common
  return { ...common, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function within(ms: number): RequestInit {
  return { credentials: 'same-origin', signal: AbortSignal.timeout(ms) }
}

async function reach(path: string, how: RequestInit): Promise<Response> {
  try {
    return await fetch(path, how)
  } catch {
    throw unreachable()
  }
}

async function understand<T>(response: Response): Promise<T> {
  const said: unknown = await response.json().catch(() => null)
  if (response.ok && said === null && !EMPTY.includes(response.status)) throw unreachable()
  if (response.ok) return said as T
  throw isProblem(said)
    ? new Problem(said.code, said.message, response.status, Number(response.headers.get('retry-after')) || undefined)
    : new Problem('unexpected', `HTTP ${response.status}`, response.status)
}

/** Nothing has answered, or was cut off while it did. */
export function unreachable(): Problem {
  return new Problem('offline', 'The server cannot be reached.', 0)
}

export function isProblem(said: unknown): said is { code: string; message: string } {
  return typeof said === 'object' && said !== null && 'code' in said && 'message' in said
}
