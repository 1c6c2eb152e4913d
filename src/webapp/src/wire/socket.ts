/** The live session: one WebSocket that comes back by itself and goes on where it was. */
import { CROWDED, pause } from './backoff'
import { newSessionId, sessionId } from './tab'
import type { Command, Down } from './types.gen'

/** `crowded`: one person has too many windows open; it is tried again, but slowly. */
export type Connection = 'connecting' | 'open' | 'waiting' | 'crowded' | 'asleep' | 'closed'

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
  /** This tab's session was another person's: it has a new one, to be opened by whoever is signed in now. */
  foreign(): void
}

const BEAT_MS = 5_000
const SLEPT_MS = 15_000
const PING_MS = 25_000
const PATIENCE_MS = 4_000
const OPENING_MS = 12_000
const STEADY_MS = 5_000

export class LiveSocket {
  #listener: Listener
  #socket: WebSocket | null = null
  #after: string | null = null
  #asked: string | null = null
  #attempts = 0
  #connection: Connection = 'closed'
  #beatAt = 0
  #pingAt = 0
  #timers: { retry?: number; beat?: number; patience?: number; steady?: number } = {}

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
    if (this.#connection !== 'crowded') this.#become('connecting')
    this.#expect(OPENING_MS)
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

  /** Send if the session is open, and not about to be closed. What must not be lost is sent again by whoever keeps it. */
  send(command: Command): boolean {
    if (this.#connection !== 'open' || this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(command))
    return true
  }

  /** Now is a good moment: try again at once, or make sure that what seems open is. */
  nudge(): void {
    if (this.#connection === 'waiting' || this.#connection === 'crowded') this.open()
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
    this.#beatAt = this.#pingAt = Date.now()
    this.#timers.beat = window.setInterval(() => this.#beat(), BEAT_MS)
    this.#timers.steady = window.setTimeout(() => (this.#attempts = 0), STEADY_MS)
  }

  /** Ask now and then whether the server is there; and at once when the clock says that this machine has slept. */
  #beat(): void {
    const now = Date.now()
    const slept = now - this.#beatAt >= SLEPT_MS
    this.#beatAt = now
    if (slept || now - this.#pingAt >= PING_MS) this.#ping()
  }

  #ping(): void {
    this.send({ type: 'ping' })
    this.#pingAt = Date.now()
    this.#expect(PATIENCE_MS)
  }

  /** A frame has to come within so long. */
  #expect(ms: number): void {
    clearTimeout(this.#timers.patience)
    this.#timers.patience = window.setTimeout(() => this.#giveUp(), ms)
  }

  /** There is a socket, but nobody answers. */
  #giveUp(): void {
    const socket = this.#socket
    this.#lost(1006, this.#connection === 'open')
    socket?.close()
  }

  #lost(code: number, opened: boolean): void {
    this.#socket = null
    this.#clear()
    if (code === 4401) return this.#signOut()
    if (code === 4408) return this.#become('asleep')
    if (code === 4403) return this.#beginAnew()
    if (code === 1009) this.#listener.tooLarge()
    this.#retry(code)
    if (!opened) this.#listener.failed()
  }

  #signOut(): void {
    this.#after = null
    this.#become('closed')
    this.#listener.signedOut()
  }

  #beginAnew(): void {
    newSessionId()
    this.#after = null
    this.#timers.retry = window.setTimeout(() => this.#listener.foreign(), pause(this.#attempts++))
    this.#become('closed')
  }

  #retry(code: number): void {
    this.#timers.retry = window.setTimeout(() => this.open(), pause(this.#attempts++, code))
    this.#become(code === CROWDED ? 'crowded' : 'waiting')
  }

  #become(connection: Connection): void {
    if (connection === this.#connection) return
    this.#connection = connection
    this.#listener.changed(connection)
  }

  #clear(): void {
    const { retry, beat, patience, steady } = this.#timers
    for (const timer of [retry, patience, steady]) clearTimeout(timer)
    clearInterval(beat)
    this.#timers = {}
  }
}
