/** For tests: the browser's WebSocket as a script plays it, and what a live session on it tells. */
import { vi } from 'vitest'
import { LiveSocket, type Connection } from './socket'
import type { Down } from './types.gen'

const AGENTS = { agents: [], event_id: '', session_id: '' }

export class ScriptedSocket {
  static all: ScriptedSocket[] = []
  static get last(): ScriptedSocket {
    return ScriptedSocket.all.at(-1)!
  }

  static readonly OPEN = 1
  readonly url: URL
  readyState = 0
  readonly sent: string[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: ((close: { code: number }) => void) | null = null

  constructor(url: string) {
    this.url = new URL(url)
    ScriptedSocket.all.push(this)
  }

  send(text: string): void {
    if (this.readyState > 1) throw new Error('WebSocket is already in CLOSING or CLOSED state.')
    this.sent.push((JSON.parse(text) as { type: string }).type)
  }

  close(): void {
    this.readyState = 3
    this.onclose?.({ code: 1006 })
  }

  /** The server lets this one in, and says where it goes on. */
  ready(id: string): void {
    this.readyState = ScriptedSocket.OPEN
    this.onopen?.()
    this.tell({ type: 'session.ready', id, ...AGENTS })
  }

  tell(event: Down): void {
    this.onmessage?.({ data: JSON.stringify(event) })
  }

  /** It is about to be closed, and nobody was told yet. */
  closing(): void {
    this.readyState = 2
  }

  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

/** What a live session has told, in order. */
export class Told {
  readonly said: string[] = []
  readonly connections: Connection[] = []
  readonly socket = new LiveSocket({
    heard: (event) => this.said.push(event.type),
    ready: (resumed) => this.said.push(resumed ? 'resumed' : 'begun'),
    changed: (connection) => this.connections.push(connection),
    signedOut: () => this.said.push('signed out'),
    tooLarge: () => this.said.push('too large'),
    failed: () => this.said.push('failed'),
    foreign: () => this.said.push('foreign'),
  })
}

/** The browser around a page at this host; `online` may change. */
export function browser(hostname = 'example.org'): { onLine: boolean } {
  const kept = new Map<string, string>()
  const navigator = { onLine: true }
  ScriptedSocket.all = []
  vi.useFakeTimers()
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('WebSocket', ScriptedSocket)
  vi.stubGlobal('navigator', navigator)
  vi.stubGlobal('location', { protocol: 'https:', host: hostname, hostname })
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) })
  return navigator
}

/** How long it takes until another socket is opened; within half an hour it has to be. */
export function untilNext(): number {
  const [from, sockets] = [Date.now(), ScriptedSocket.all.length]
  for (let n = 0; n < 1800 && ScriptedSocket.all.length === sockets; n++) vi.advanceTimersToNextTimer()
  return Date.now() - from
}
