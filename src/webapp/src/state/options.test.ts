import { describe, expect, it } from 'vitest'
import { answering, atFirst, type Group } from './options'

const COMMANDS = [
  { id: 'settings', title: 'Settings', also: 'preferences' },
  { id: 'dark', title: 'Dark theme' },
]
const THREADS = [
  { id: 'a', title: 'Darkness at noon' },
  { id: 'b', title: 'A set of plates' },
]
const KNOWN = { commands: COMMANDS, threads: THREADS }
const hit = (thread_id: string, message_id?: string) => ({ at: '', excerpt: '', marks: [], title: `Dark ${thread_id}`, thread_id, message_id })
const heard = (hits: ReturnType<typeof hit>[] = [], more = false) => ({ hits, more, whole: new Set<string>() })
const keys = (groups: Group[]) => groups.map((one) => [one.heading, ...one.options.map((option) => option.key)])

describe('what the palette offers', () => {
  it('without a query is where one was, and what one does', () => {
    expect(keys(atFirst(KNOWN))).toEqual([
      ['recent', 'thread-a', 'thread-b'],
      ['commands', 'command-settings', 'command-dark'],
    ])
  })
  it('is commands and threads, the better group first', () => {
    expect(keys(answering('dark theme', KNOWN, heard()))).toEqual([['commands', 'command-dark']])
    expect(keys(answering('set', KNOWN, heard())).map(([heading]) => heading)).toEqual(['commands', 'threads'])
    expect(keys(answering('plates', KNOWN, heard()))).toEqual([['threads', 'thread-b']])
  })
  it('knows commands by other words too', () => {
    expect(keys(answering('pref', KNOWN, heard()))).toEqual([['commands', 'command-settings']])
    expect(keys(answering('prefer sett', KNOWN, heard()))).toEqual([['commands', 'command-settings']])
  })
  it('has a thread once, and those that only the server knows', () => {
    expect(keys(answering('dark', KNOWN, heard([hit('a'), hit('z')])))).toContainEqual(['threads', 'thread-z', 'thread-a'])
  })
  it('has messages thread by thread, of many the first, and a way to more', () => {
    const many = Array.from({ length: 8 }, (_, n) => hit('a', `a${n}`))
    expect(keys(answering('x', KNOWN, heard([hit('b', 'b1'), ...many], true)))).toEqual([
      ['messages', 'message-b1'],
      ['messages', 'message-a0', 'message-a1', 'message-a2', 'rest-a'],
      ['messages', 'more'],
    ])
  })
})
