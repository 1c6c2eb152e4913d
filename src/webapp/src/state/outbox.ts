/** What was said but not seen by the server yet outlives its tab, as far as this browser has room: a tab that lives sends what closed ones have left. */
import { randomId } from '../wire/tab'
import { clear } from './bounded'
import type { Pending } from './model'

const KEY = 'emergence.outbox.'
const TAB = 'emergence.outbox'
/** Where it is not known which tabs live, what was not touched for so long is taken to be left. */
const LEFT_MS = 300_000
const LOCK = { ifAvailable: true }

interface Box {
  readonly at: number
  readonly outbox: readonly Pending[]
}
/** What was found in a box; false when it is to stay there. */
type Taker = (outbox: readonly Pending[]) => boolean

/** This page while it lives, and the one that was in this tab before a reload. */
const life = randomId()
const before = sessionStorage.getItem(TAB)

/** To be called once: from now on other tabs know that this one lives. */
export function beginLife(): void {
  void navigator.locks?.request(KEY + life, () => new Promise(() => undefined))
}

export function keep(userId: string, outbox: readonly Pending[]): void {
  try {
    if (!outbox.length) return localStorage.removeItem(mine(userId, life))
    localStorage.setItem(mine(userId, life), JSON.stringify({ at: Date.now(), outbox } satisfies Box))
    sessionStorage.setItem(TAB, life)
  } catch {
    // A full storage does not keep it from being sent.
  }
}

/** What this tab has kept, also before a reload. */
export function adoptOwn(userId: string, take: Taker): void {
  if (before) move(mine(userId, before), take)
  take(read(mine(userId, life)).outbox)
}

/** What closed tabs of the same person have left. */
export function adoptLeft(userId: string, take: Taker): void {
  for (const name of others(userId)) {
    const tab = name.slice(mine(userId, '').length)
    if (navigator.locks) void navigator.locks.request(KEY + tab, LOCK, (lock) => lock && move(name, take))
    else if (Date.now() - read(name).at > LEFT_MS) move(name, take)
  }
}

/** Nothing of who signs out stays in this browser. */
export function forgetOutbox(userId: string): void {
  clear(localStorage, mine(userId, ''))
}

function mine(userId: string, tab: string): string {
  return `${KEY}${userId}.${tab}`
}

function others(userId: string): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(mine(userId, '')) && name !== mine(userId, life))
}

function move(name: string, take: Taker): void {
  if (take(read(name).outbox)) localStorage.removeItem(name)
}

function read(name: string): Box {
  try {
    const { at = 0, outbox = [] } = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Box>
    return { at, outbox }
  } catch {
    return { at: 0, outbox: [] }
  }
}
