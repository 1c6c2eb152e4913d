import { describe, expect, it } from 'vitest'
import { sendKeys, sends, type Stroke } from './sending'

const enter = (more: Partial<Stroke> = {}): Stroke => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

describe('Enter', () => {
  it('sends, or begins a line, as was chosen', () => {
    expect(sends(enter(), 'send', false)).toBe(true)
    expect(sends(enter(), 'line', false)).toBe(false)
  })
  it('always sends with Ctrl or Cmd', () => {
    for (const held of [{ ctrlKey: true }, { metaKey: true }])
      for (const chosen of ['send', 'line'] as const) expect(sends(enter(held), chosen, true)).toBe(true)
  })
  it('always begins a line with Shift', () => {
    for (const chosen of ['send', 'line'] as const) expect(sends(enter({ shiftKey: true }), chosen, false)).toBe(false)
  })
  it('never sends while a word is composed', () => {
    expect(sends(enter({ isComposing: true }), 'send', false)).toBe(false)
    expect(sends(enter({ keyCode: 229 }), 'send', false)).toBe(false)
    expect(sends(enter({ keyCode: 229, ctrlKey: true }), 'send', false)).toBe(false)
  })
  it('begins a line where one writes with a thumb', () => {
    expect(sends(enter(), 'send', true)).toBe(false)
  })
  it('is told of as a chord, where there are keys', () => {
    expect(sendKeys('send', false)).toBe('Enter')
    expect(sendKeys('line', false)).toBe('Mod+Enter')
    expect(sendKeys('line', true)).toBe('')
  })
})
