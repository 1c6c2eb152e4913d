/** The live session: one WebSocket that comes back by itself and goes on where it was. */
import { newSessionId, sessionId } from './tab'
import type { Command, Down } from './types.gen'

export type Connection = 'connecting' | 'open' | 'waiting' | 'asleep' | 'closed'

interface Listener {
  /** A frame came down. */
  heard(event: Down): void
  /** The session is ready; `resumed` when nothing was missed since the last frame. */
  ready(resumed: boolean): void
  changed(connection: Connection): void
  /** The sign-in does not hold any more. */
  signedOut(): void
  /** A frame was longer than the server takes. */
  tooLarge(): void
  /** A socket did not even open. */
  failed(): void
}

const FIRST_MS = 500
const LONGEST_MS = 3_000
const PING_MS = 25_000
const PATIENCE_MS = 4_000
const STEADY_MS = 5_000

export class LiveSocket {
  #listener: Listener
  #socket: WebSocket | null = null
  #after: string | null = null
  #asked: string | null = null
  #attempts = 0
  #connection: Connection = 'closed'
  #timers: { retry?: number; ping?: number; patience?: number; steady?: number } = {}

  constructor(listener: Listener) {
    this.#listener = listener
  }

  get connection(): Connection {
    return this.#connection
  }

  open(): void {
    if (this.#socket) return
    this.#clear()
    this.#asked = this.#after
    const socket = new WebSocket(this.#url(), 'emergence.v1')
    this.#socket = socket
    this.#become('connecting')
    let opened = false
    socket.onopen = () => (opened = true)
    socket.onmessage = (message) => this.#socket === socket && this.#hear(String(message.data))
    socket.onclose = (close) => this.#socket === socket && this.#lost(close.code, opened)
  }

  close(): void {
    const socket = this.#socket
    this.#socket = null
    this.#after = null
    this.#clear()
    socket?.close(1000)
    this.#become('closed')
  }

  /** Send if the session is open. What must not be lost is sent again by whoever keeps it. */
  send(command: Command): boolean {
    if (this.#connection !== 'open' || !this.#socket) return false
    this.#socket.send(JSON.stringify(command))
    return true
  }

  /** Now is a good moment: try again at once, or make sure that what seems open is. */
  nudge(): void {
    if (this.#connection === 'waiting') this.open()
    else if (this.#connection === 'open') this.#ping()
  }

  /** A person is here: a session that fell asleep comes back. */
  wake(): void {
    if (this.#connection === 'asleep') this.open()
  }

  #url(): string {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const after = this.#after ? `?after=${encodeURIComponent(this.#after)}` : ''
    return `${scheme}://${location.host}/ws/${sessionId()}${after}`
  }

  #hear(text: string): void {
    const event = JSON.parse(text) as Down
    this.#after = event.id
    clearTimeout(this.#timers.patience)
    if (event.type === 'session.ready') this.#begin()
    this.#listener.heard(event)
    if (event.type === 'session.ready') this.#listener.ready(this.#asked !== null)
  }

  #begin(): void {
    this.#become('open')
    this.#timers.ping = window.setInterval(() => this.#ping(), PING_MS)
    this.#timers.steady = window.setTimeout(() => (this.#attempts = 0), STEADY_MS)
  }

  #ping(): void {
    if (!this.send({ type: 'ping' })) return
    clearTimeout(this.#timers.patience)
    this.#timers.patience = window.setTimeout(() => this.#giveUp(), PATIENCE_MS)
  }

  /** The socket looks open, but nobody answers. */
  #giveUp(): void {
    const socket = this.#socket
    this.#lost(1006, true)
    socket?.close()
  }

  #lost(code: number, opened: boolean): void {
    this.#socket = null
    this.#clear()
    if (code === 4401) return this.#signOut()
    if (code === 4408) return this.#become('asleep')
    if (code === 1009) this.#listener.tooLarge()
    if (code === 4403) {
      newSessionId()
      this.#after = null
    }
    this.#retry()
    if (!opened) this.#listener.failed()
  }

  #signOut(): void {
    this.#after = null
    this.#become('closed')
    this.#listener.signedOut()
  }

  #retry(): void {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempts++)
    this.#timers.retry = window.setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2))
    this.#become('waiting')
  }

  #become(connection: Connection): void {
    if (connection === this.#connection) return
    this.#connection = connection
    this.#listener.changed(connection)
  }

  #clear(): void {
    const { retry, ping, patience, steady } = this.#timers
    for (const timer of [retry, patience, steady]) clearTimeout(timer)
    clearInterval(ping)
    this.#timers = {}
  }
}
