import { describe, expect, it } from 'vitest'
import { strength } from './strength'

const level = (password: string, email?: string) => strength(password, email).level

describe('a new password', () => {
  it('says how much it lacks while it is short', () => {
    expect(strength('')).toEqual({ level: 0, missing: 12 })
    expect(strength('eleven sign')).toEqual({ level: 0, missing: 1 })
    expect(strength('🦊🦊🦊🦊🦊🦊')).toMatchObject({ level: 0, missing: 6 })
  })
  it('of a few words is good, of more is strong', () => {
    expect(level('seven otters under a lamp')).toBe(3)
    expect(level('quiet lanterns over the harbour')).toBe(4)
    expect(level('des loutres sous la lampe rouge')).toBe(4)
  })
  it('that a machine made is good', () => expect(level('xK7$mQ2p!vL9')).toBeGreaterThanOrEqual(3))
  it.each(['aaaaaaaaaaaaa', 'abababababab', 'lalalalalalalala'])('that repeats itself is easily guessed: %s', (password) =>
    expect(strength(password)).toMatchObject({ level: 1, why: 'repeats' }),
  )
  it.each(['password1234', 'P@ssw0rd2026!', 'Émergence2026', 'azertyuiop123456', '1234 5678 9012'])('that everybody knows is easily guessed: %s', (password) =>
    expect(strength(password)).toMatchObject({ level: 1, why: 'known' }),
  )
  it('made of the e-mail is easily guessed by whoever knows it', () => {
    expect(strength('charlotte-1987', 'charlotte@example.org')).toMatchObject({ level: 1, why: 'known' })
    expect(strength('example charlotte', 'Charlotte@example.org').level).toBe(1)
  })
  it('is judged by its first signs however long it is', () => {
    expect(level('pass '.repeat(40_000))).toBeLessThan(3)
    expect(level('('.repeat(100_000))).toBe(1)
  })
  it('is never worth less for one more sign', () => {
    const grown = Array.from('seven otters under a lamp', (_, n, text = 'seven otters under a lamp') => level(text.slice(0, n + 1)))
    expect(grown).toEqual([...grown].sort())
  })
})
