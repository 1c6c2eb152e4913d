/** How long to wait before trying once more. */

const USUAL = { first: 500, longest: 3_000 }
const OVERLOADED = { first: 4_000, longest: 30_000 }
const FULL = { first: 10_000, longest: 60_000 }
const OFFLINE_MS = 30_000
const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/

const RESTARTING = 1012
const OVERLOAD = 1013
/** One person has as many sockets as one may have. */
export const CROWDED = 4429

/** Milliseconds, longer with every attempt and never the same for all; at once when the server only restarts. */
export function pause(attempts: number, code?: number): number {
  const { first, longest } = code === OVERLOAD ? OVERLOADED : code === CROWDED ? FULL : USUAL
  const most = Math.min(longest, first * 2 ** attempts)
  const least = code === RESTARTING && !attempts ? 0 : most / 2
  const wait = least + Math.random() * (most - least)
  return isOffline() ? Math.max(wait, OFFLINE_MS) : wait
}

/** Wait so long, or until the network or the person is back. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const end = () => {
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end, over)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && end(), over)
  })
}

/** Without a network nothing answers; but a server on this very machine needs none. */
function isOffline(): boolean {
  return !navigator.onLine && !LOOPBACK.test(location.hostname)
}
