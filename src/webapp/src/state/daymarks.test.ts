import { expect, it } from 'vitest'
import { dayName } from './daymarks'

const now = new Date(2026, 2, 30, 0, 30)
const named = (day: Date, locale = 'en-GB') => dayName(day, now, locale)

it('a day is called by how near it is', () => {
  expect(named(new Date(2026, 2, 30, 23))).toBe('Today')
  expect(named(new Date(2026, 2, 29, 1))).toBe('Yesterday')
  expect(named(new Date(2026, 2, 28, 12))).toMatch(/^Saturday,? 28 March$/)
  expect(named(new Date(2025, 2, 28, 12))).toMatch(/^Friday,? 28 March 2025$/)
})
it('a day has a French name', () => {
  expect(named(new Date(2026, 2, 30), 'fr')).toBe('Aujourd’hui')
  expect(named(new Date(2026, 2, 29), 'fr')).toBe('Hier')
  expect(named(new Date(2026, 2, 28), 'fr')).toBe('Samedi 28 mars')
})
