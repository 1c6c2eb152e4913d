import { describe, expect, it } from 'vitest'
import { en } from './en'
import { fr } from './fr'
import { account } from './fr/account'
import { admin } from './fr/admin'
import { commands } from './fr/commands'

const given = ['A', 'B']
const said = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value(...given))]
  return Object.values(value as object).flatMap(said)
}

describe('the French of the page', () => {
  const texts = said({ ...fr, account, admin, commands })
  it('has no space that could break before a sign', () => {
    expect(texts.filter((text) => / [?!;:»]|« |[^\s\u202f][?!;](?:\s|$)/.test(text))).toEqual([])
  })
  it('has no sentence that is still in English', () => {
    const english = new Set(said(en))
    expect(texts.filter((text) => english.has(text) && /[a-z]{2} [a-z]{2}/.test(text))).toEqual([])
  })
  it('has typographic apostrophes', () => {
    expect(texts.filter((text) => text.includes("'"))).toEqual([])
  })
})
