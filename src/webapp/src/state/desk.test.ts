import { describe, expect, it } from 'vitest'
import { ownLines } from './desk'

describe('a text on lines of its own', () => {
  it('begins a line and ends one', () => {
    expect(ownLines('Voici', '> cité')).toBe('\n> cité\n')
  })
  it('adds no empty lines', () => {
    expect(ownLines('', '> cité\n')).toBe('> cité\n')
    expect(ownLines('Voici\n', '> cité\n\n')).toBe('> cité\n\n')
  })
})
