import { describe, expect, it } from 'vitest'
import { isNeeded, rebound } from './rebinding'

describe('other keys for a command', () => {
  it('are kept, also when they are none', () => {
    expect(rebound({ a: 'X' }, 'b', 'Mod+J', 'Mod+K')).toEqual({ a: 'X', b: 'Mod+J' })
    expect(rebound({}, 'b', '', 'Mod+K')).toEqual({ b: '' })
  })
  it('are forgotten when they are the usual ones', () => {
    expect(rebound({ a: 'X', b: 'Y' }, 'b', 'Mod+K', 'Mod+K')).toEqual({ a: 'X' })
    expect(rebound({ b: 'Y' }, 'b', '', '')).toEqual({})
  })
  it('are none that browsers keep, that move about, or that one writes with', () => {
    const needed = ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+T', 'Mod+C', 'Mod+V', 'Mod+Shift+V', 'Mod+Z', 'Escape', 'Shift+Tab', 'Alt+ArrowLeft', 'F5']
    expect(needed.filter((one) => !isNeeded(one))).toEqual([])
    expect(['Mod+J', 'Mod+Shift+C', 'Alt+ArrowDown', 'Mod+.', 'J', '?', 'F2'].filter(isNeeded)).toEqual([])
  })
})
