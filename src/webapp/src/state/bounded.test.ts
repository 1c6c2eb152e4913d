import { beforeEach, describe, expect, it } from 'vitest'
import { clear, entries, put, type Dated } from './bounded'

/** A storage as browsers have it, full beyond so many characters. */
class Small implements Storage {
  readonly #all = new Map<string, string>()
  readonly #room: number
  constructor(room = Infinity) {
    this.#room = room
  }
  get length(): number {
    return this.#all.size
  }
  key = (n: number) => [...this.#all.keys()][n] ?? null
  getItem = (key: string) => this.#all.get(key) ?? null
  removeItem = (key: string) => void this.#all.delete(key)
  clear = () => this.#all.clear()
  setItem(key: string, text: string): void {
    const used = [...this.#all.values()].reduce((so, one) => so + one.length, 0)
    if (used + text.length > this.#room) throw new Error('full')
    this.#all.set(key, text)
  }
}

interface Note extends Dated {
  readonly text: string
}
const note = (at: number, text = ''): Note => ({ at, text })
const names = (storage: Storage) => entries(storage, 'd.').map(([name]) => name)

describe('what is kept within bounds', () => {
  let storage: Storage
  beforeEach(() => {
    storage = new Small()
    storage.setItem('other', 'x')
  })

  it('is found again, the oldest first', () => {
    put(storage, 'd.', 'b', note(2, 'deux'))
    put(storage, 'd.', 'a', note(1, 'un'))
    put(storage, 'd.', 'b', note(3, 'trois'))
    expect(entries<Note>(storage, 'd.')).toEqual([
      ['a', note(1, 'un')],
      ['b', note(3, 'trois')],
    ])
  })

  it('is fifty at most, and the oldest goes', () => {
    for (let at = 1; at <= 60; at++) put(storage, 'd.', `n${at}`, note(at))
    expect(names(storage)).toEqual(Array.from({ length: 50 }, (_, n) => `n${n + 11}`))
  })

  it('is 500,000 characters at most, and the oldest goes', () => {
    for (let at = 1; at <= 6; at++) put(storage, 'd.', `n${at}`, note(at, 'x'.repeat(120_000)))
    expect(names(storage)).toEqual(['n3', 'n4', 'n5', 'n6'])
  })

  it('leaves the others alone when one alone is too long', () => {
    put(storage, 'd.', 'a', note(1))
    put(storage, 'd.', 'b', note(2, 'x'.repeat(500_000)))
    expect(names(storage)).toEqual(['a'])
  })

  it('gives up the oldest when the browser has no more room', () => {
    storage = new Small(250)
    for (let at = 1; at <= 4; at++) put(storage, 'd.', `n${at}`, note(at, 'x'.repeat(80)))
    expect(names(storage)).toEqual(['n3', 'n4'])
  })

  it('is nothing that cannot be read', () => {
    storage.setItem('d.a', '{')
    storage.setItem('d.b', '"text"')
    storage.setItem('d.c', 'null')
    expect(names(storage)).toEqual([])
  })

  it('can be cleared, and nothing else with it', () => {
    put(storage, 'd.', 'a', note(1))
    put(storage, 'd.', 'b', note(2))
    clear(storage, 'd.')
    expect(storage.length).toBe(1)
  })
})
