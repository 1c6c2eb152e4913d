import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser, ScriptedSocket, Told, untilNext } from './scripted'

let navigator: { onLine: boolean }
let told: Told
const last = () => ScriptedSocket.last
const opened = () => ScriptedSocket.all.length
const begun = (id = '7') => (told.socket.open(), last().ready(id))
const waits = (codes: number[]) => codes.map((code) => (last().end(code), untilNext()))
const chance = (value: number) => vi.spyOn(Math, 'random').mockReturnValue(value)

beforeEach(() => {
  navigator = browser()
  told = new Told()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a live session', () => {
  it('begins without a past', () => {
    begun()
    expect(last().url.pathname).toMatch(/^\/ws\/[\w-]{32}$/)
    expect(last().url.search).toBe('')
    expect(told.said).toEqual(['session.ready', 'begun'])
  })
  it('goes on after the last frame that it heard, under its own name', () => {
    begun()
    last().tell({ type: 'pong', id: '8.1' })
    const { pathname } = last().url
    waits([1006])
    expect(last().url).toMatchObject({ pathname, search: '?after=8.1' })
    last().ready('8')
    expect(told.said).toEqual(['session.ready', 'begun', 'pong', 'session.ready', 'resumed'])
  })
  it('is told of a gap as of anything else', () => {
    begun()
    last().tell({ type: 'gap', id: '9' })
    expect(told.said.at(-1)).toBe('gap')
  })
  it('sends while it is open only', () => {
    told.socket.open()
    expect(told.socket.send({ type: 'active' })).toBe(false)
    last().ready('7')
    expect(told.socket.send({ type: 'active' })).toBe(true)
    last().end(1006)
    expect(told.socket.send({ type: 'active' })).toBe(false)
  })
  it('sends nothing while it is being closed, and does not wait for that for ever', () => {
    begun()
    last().closing()
    expect(told.socket.send({ type: 'active' })).toBe(false)
    told.socket.nudge()
    vi.advanceTimersByTime(4_000)
    expect([last().sent, told.connections.at(-1)]).toEqual([[], 'waiting'])
  })
  it('that was closed here stays closed and begins anew', () => {
    begun()
    told.socket.close()
    vi.advanceTimersByTime(600_000)
    expect([opened(), told.connections.at(-1)]).toEqual([1, 'closed'])
    told.socket.open()
    expect(last().url.search).toBe('')
  })
})

describe('a connection that is lost', () => {
  it('is sought again, more and more patiently, but at least every three seconds', () => {
    chance(1)
    begun()
    expect(waits([1006, 1006, 1006, 1006, 1006])).toEqual([500, 1000, 2000, 3000, 3000])
  })
  it('is never sought by everybody at the same moment', () => {
    chance(0)
    begun()
    expect(waits([1006, 1006, 1006, 1006])).toEqual([250, 500, 1000, 1500])
  })
  it('is sought at once after a restart, and more patiently if that goes on', () => {
    chance(0)
    begun()
    expect(waits([1012, 1012, 1012])).toEqual([0, 500, 1000])
  })
  it('is left alone for longer when there are too many', () => {
    chance(1)
    begun()
    expect(waits([1013, 1013, 1013, 1013, 1013])).toEqual([4000, 8000, 16000, 30000, 30000])
  })
  it('is sought slowly, and called crowded all the while, when one has too many windows open', () => {
    chance(1)
    begun()
    expect(waits([4429, 4429, 4429, 4429, 4429])).toEqual([10_000, 20_000, 40_000, 60_000, 60_000])
    expect(told.connections.slice(-2)).toEqual(['open', 'crowded'])
    last().ready('8')
    expect(told.connections.at(-1)).toBe('open')
  })
  it('is sought at once when a person comes back to one of too many windows', () => {
    begun()
    last().end(4429)
    told.socket.nudge()
    expect(opened()).toBe(2)
    last().end(1006)
    expect(told.connections.at(-1)).toBe('waiting')
  })
  it('is forgotten once the next has held for a while', () => {
    chance(0)
    begun()
    waits([1006, 1006, 1006])
    last().ready('8')
    vi.advanceTimersByTime(5_000)
    expect(waits([1006])).toEqual([250])
  })
  it('is sought at once when there is a reason to', () => {
    begun()
    last().end(1006)
    told.socket.nudge()
    expect(opened()).toBe(2)
    told.socket.nudge()
    expect(opened()).toBe(2)
  })
  it('is not sought without a network until that is back', () => {
    begun()
    navigator.onLine = false
    last().end(1006)
    vi.advanceTimersByTime(29_000)
    expect(opened()).toBe(1)
    told.socket.nudge()
    expect(opened()).toBe(2)
  })
  it('asks who is signed in when no socket opened', () => {
    told.socket.open()
    last().end(1006)
    expect(told.said).toEqual(['failed'])
  })
})

it('a server on this machine is sought without a network too', () => {
  browser('localhost').onLine = false
  begun()
  expect(waits([1006])[0]).toBeLessThanOrEqual(500)
})

describe('a server that closes', () => {
  it('because nobody is signed in ends it', () => {
    begun()
    last().end(4401)
    vi.advanceTimersByTime(600_000)
    expect([opened(), told.said.at(-1), told.connections.at(-1)]).toEqual([1, 'signed out', 'closed'])
  })
  it('because nobody is there leaves it asleep until somebody is', () => {
    begun()
    last().end(4408)
    told.socket.nudge()
    vi.advanceTimersByTime(600_000)
    expect([opened(), told.connections.at(-1)]).toEqual([1, 'asleep'])
    told.socket.wake()
    expect(last().url.search).toBe('?after=7')
  })
  it('because the session is another person’s makes it ask who is there, under a new name and without a past', () => {
    begun()
    const { pathname } = last().url
    last().end(4403)
    told.socket.nudge()
    expect([opened(), told.said.at(-1)]).toEqual([1, 'begun'])
    vi.advanceTimersByTime(500)
    expect([opened(), told.said.at(-1)]).toEqual([1, 'foreign'])
    told.socket.open()
    expect(last().url.pathname).not.toBe(pathname)
    expect(last().url.search).toBe('')
  })
  it('because of a frame that is too long is told so, and sought again', () => {
    begun()
    expect(waits([1009])[0]).toBeLessThanOrEqual(500)
    expect(told.said).toContain('too large')
  })
})

describe('a server that says nothing', () => {
  it('is asked now and then, and believed when it answers', () => {
    begun()
    vi.advanceTimersByTime(25_000)
    expect(last().sent).toEqual(['ping'])
    last().tell({ type: 'pong', id: '7.1' })
    vi.advanceTimersByTime(24_000)
    expect([opened(), told.connections.at(-1)]).toEqual([1, 'open'])
  })
  it('is given up when it does not answer, and whatever it says later is not heard', () => {
    begun()
    const silent = last()
    told.socket.nudge()
    vi.advanceTimersByTime(4_000)
    expect(told.connections.at(-1)).toBe('waiting')
    untilNext()
    silent.tell({ type: 'pong', id: '7.1' })
    silent.end(4401)
    expect([told.said.at(-1), told.connections.at(-1)]).toEqual(['begun', 'connecting'])
  })
  it('is given up as well when it does not even begin', () => {
    told.socket.open()
    vi.advanceTimersByTime(12_000)
    expect([told.said, told.connections.at(-1)]).toEqual([['failed'], 'waiting'])
    expect(untilNext()).toBeLessThanOrEqual(500)
  })
  it('is asked at once when this machine has slept', () => {
    begun()
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(5_000)
    expect(last().sent).toEqual(['ping'])
  })
})
