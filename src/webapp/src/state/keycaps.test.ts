import { describe, expect, it } from 'vitest'
import { keys as en } from '../words/en/keys'
import { keys as fr } from '../words/fr/keys'
import { caps, spelled } from './keycaps'

describe('a chord is written', () => {
  it('as on Apple’s keyboards, in their order', () => {
    expect(spelled('Mod+K', en, true)).toBe('⌘K')
    expect(spelled('Mod+Shift+O', en, true)).toBe('⇧⌘O')
    expect(spelled('Alt+ArrowDown', fr, true)).toBe('⌥↓')
  })
  it('as elsewhere, in the language of the page', () => {
    expect(spelled('Mod+K', en, false)).toBe('Ctrl+K')
    expect(spelled('Mod+Shift+O', fr, false)).toBe('Ctrl+Maj+O')
    expect(spelled('Alt+ArrowUp', fr, false)).toBe('Alt+↑')
    expect(spelled('Mod+Space', fr, false)).toBe('Ctrl+Espace')
  })
  it('key by key, and not at all where there is none', () => {
    expect(caps('Mod+,', en, false)).toEqual(['Ctrl', ','])
    expect(caps('', en, false)).toEqual([])
  })
})
