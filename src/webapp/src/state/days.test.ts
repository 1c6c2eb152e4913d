import { afterEach, describe, expect, it } from 'vitest'
import type { Thread } from '../wire/types.gen'
import { byDay, monthName, spanOf, untilMidnight } from './days'

const HOME = process.env['TZ']
const thread = (updated_at: string): Thread => ({ id: updated_at, title: '', created_at: '', updated_at, archived: false, titled: true })
const span = (at: string, now: string) => spanOf(new Date(at), new Date(now))
const inZone = (zone: string) => void (process.env['TZ'] = zone)

afterEach(() => (HOME === undefined ? delete process.env['TZ'] : void (process.env['TZ'] = HOME)))

describe('the day of a thread', () => {
  it('is counted by the calendar and not by hours', () => {
    inZone('Europe/Paris')
    expect(span('2026-03-10T22:59:00Z', '2026-03-10T23:01:00Z')).toBe('yesterday')
    expect(span('2026-03-10T23:01:00Z', '2026-03-11T22:58:00Z')).toBe('today')
  })
  it('is that of the reader’s own zone', () => {
    inZone('Asia/Tokyo')
    expect(span('2026-03-10T14:00:00Z', '2026-03-10T16:00:00Z')).toBe('yesterday')
    inZone('America/Los_Angeles')
    expect(span('2026-03-10T14:00:00Z', '2026-03-10T16:00:00Z')).toBe('today')
  })
  it('is yesterday after a night that had an hour less, or more', () => {
    inZone('Europe/Paris')
    expect(span('2026-03-28T23:30:00Z', '2026-03-29T22:30:00Z')).toBe('yesterday')
    expect(span('2026-10-24T22:30:00Z', '2026-10-25T23:30:00Z')).toBe('yesterday')
  })
  it('is within the week, then the month, then in a month with a name', () => {
    inZone('UTC')
    const days = ['2026-03-29', '2026-03-24', '2026-03-23', '2026-03-01', '2026-02-28', '2025-12-31']
    const spans = days.map((day) => span(`${day}T12:00:00Z`, '2026-03-31T12:00:00Z'))
    expect(spans).toEqual(['week', 'week', 'month', 'month', '2026-02', '2025-12'])
  })
  it('is today even when the server’s clock is ahead', () => {
    expect(span('2026-03-12T12:00:00Z', '2026-03-10T12:00:00Z')).toBe('today')
  })
})

describe('threads by day', () => {
  it('keep their order under headings that come once', () => {
    inZone('UTC')
    const all = ['2026-03-31T12:00:00Z', '2026-03-31T08:00:00Z', '2026-03-30T12:00:00Z', '2026-01-02T12:00:00Z', '2026-01-01T12:00:00Z']
    const groups = byDay(all.map(thread), new Date('2026-03-31T13:00:00Z'))
    expect(groups.map((one) => one.span)).toEqual(['today', 'yesterday', '2026-01'])
    expect(groups.flatMap((one) => one.threads.map((each) => each.id))).toEqual(all)
  })
})

describe('a month', () => {
  const now = new Date('2026-03-31T12:00:00Z')
  it('has its name in the reader’s language', () => {
    expect([monthName('2026-01', now, 'en-US'), monthName('2026-01', now, 'fr')]).toEqual(['January', 'janvier'])
  })
  it('says its year when that is another one', () => {
    expect([monthName('2025-12', now, 'en-US'), monthName('2025-12', now, 'fr')]).toEqual(['December 2025', 'décembre 2025'])
  })
})

it('midnight is the next one on the wall', () => {
  inZone('Europe/Paris')
  expect(untilMidnight(new Date('2026-03-31T21:30:00Z'))).toBe(30 * 60_000)
  expect(untilMidnight(new Date('2026-03-28T23:00:00Z'))).toBe(23 * 3_600_000)
})
