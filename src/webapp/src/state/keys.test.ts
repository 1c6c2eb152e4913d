import { describe, expect, it } from 'vitest'
import { chordOf, keysIn } from './keys'

const NOTHING = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const press = (key: string, held: Partial<typeof NOTHING> & { code?: string; graph?: boolean } = {}) => ({
  key,
  code: '',
  ...NOTHING,
  ...held,
  getModifierState: (name: string) => name === 'AltGraph' && Boolean(held.graph),
})
const CTRL = { ctrlKey: true }
const CMD = { metaKey: true }
const SHIFT = { shiftKey: true }

describe('a chord', () => {
  it('has Mod for Cmd on Apple’s machines and for Ctrl elsewhere', () => {
    expect(chordOf(press('k', CMD), true)).toBe('Mod+K')
    expect(chordOf(press('k', CTRL), false)).toBe('Mod+K')
    expect(chordOf(press('k', CTRL), true)).toBe('Ctrl+K')
    expect(chordOf(press('k', CMD), false)).toBe('Meta+K')
  })
  it('knows a letter whatever the case it comes in', () => {
    expect(chordOf(press('K', CTRL), false)).toBe('Mod+K')
    expect(chordOf(press('O', { ...CTRL, ...SHIFT }), false)).toBe('Mod+Shift+O')
  })
  it('is the same sign with and without Shift, as keyboards have it', () => {
    expect(chordOf(press('?', SHIFT), false)).toBe('?')
    expect(chordOf(press('/', SHIFT), false)).toBe('/')
    expect(chordOf(press('.', { ...CTRL, ...SHIFT }), false)).toBe('Mod+.')
    expect(chordOf(press('2', { ...CTRL, ...SHIFT }), false)).toBe('Mod+2')
  })
  it('keeps Shift with keys that write nothing', () => {
    expect(chordOf(press('ArrowDown', { altKey: true, ...SHIFT }), false)).toBe('Alt+Shift+ArrowDown')
  })
  it('is no chord while only Shift and the like are held', () => {
    expect(['Shift', 'Control', 'Meta', 'Alt', 'Dead'].map((key) => chordOf(press(key, CTRL), false))).toEqual(['', '', '', '', ''])
  })
  it('leaves out AltGr, which writes signs', () => {
    expect(chordOf(press('@', { ...CTRL, altKey: true, graph: true }), false)).toBe('@')
  })
  it('goes by the place of the key where the letter is not Latin', () => {
    expect(chordOf(press('л', { ...CTRL, code: 'KeyK' }), false)).toBe('Mod+K')
    expect(chordOf(press('®', { altKey: true, code: 'KeyR' }), true)).toBe('Alt+R')
    expect(chordOf(press('é', { code: 'Digit2' }), false)).toBe('É')
  })
  it('comes apart into its keys, a plus among them', () => {
    expect(keysIn('Mod+Shift+O')).toEqual(['Mod', 'Shift', 'O'])
    expect(keysIn('Mod++')).toEqual(['Mod', '+'])
    expect(keysIn('?')).toEqual(['?'])
    expect(keysIn('+')).toEqual(['+'])
  })
})
