import { describe, expect, it } from 'vitest'
import { ago, isNow } from './ago'

const NOW = new Date('2026-11-21T18:00:00Z')
const at = (text: string) => ago(new Date(text), NOW, 'en')

describe('how long ago something was', () => {
  it.each([
    ['2026-11-21T17:55:00Z', '5 minutes ago'],
    ['2026-11-21T15:00:00Z', '3 hours ago'],
    ['2026-11-20T12:00:00Z', 'yesterday'],
    ['2026-11-01T12:00:00Z', '20 days ago'],
    ['2026-12-01T18:00:00Z', 'in 10 days'],
    ['2025-03-02T12:00:00Z', undefined],
  ])('%s', (when, said) => expect(at(when)).toBe(said))
  it('is said in the language of the page', () => {
    expect(ago(new Date('2026-11-21T17:55:00Z'), NOW, 'fr')).toBe('il y a 5 minutes')
  })
  it('is now for a little while', () => {
    expect([isNow(new Date('2026-11-21T17:58:30Z'), NOW), isNow(new Date('2026-11-21T17:50:00Z'), NOW)]).toEqual([true, false])
  })
})
