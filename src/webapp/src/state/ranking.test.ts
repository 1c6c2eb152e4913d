import { describe, expect, it } from 'vitest'
import { match, rank } from './ranking'

const TITLES = ['Settings', 'New thread', 'Keyboard shortcuts', 'Show answers side by side', 'Sign out', 'Les pivoines d’Hélène', 'Un été à Étretat']
const found = (query: string) => rank(query, TITLES, (one) => one).map((one) => one.item)
const marked = (query: string, text: string) => match(query, text)?.marks.map(([from, to]) => text.slice(from, to))

describe('a title is found', () => {
  it('by how it begins, and by how its words begin', () => {
    expect(found('set')).toEqual(['Settings'])
    expect(found('thread')).toEqual(['New thread'])
    expect(found('new th')).toEqual(['New thread'])
    expect(found('out sign')).toEqual(['Sign out'])
  })
  it('without its accents and case, and with them', () => {
    expect(found('HELENE')).toEqual(['Les pivoines d’Hélène'])
    expect(found('éTé')).toEqual(['Un été à Étretat'])
  })
  it('abbreviated, or with a letter left out', () => {
    expect(found('nt')).toEqual(['New thread'])
    expect(found('nthr')).toEqual(['New thread'])
    expect(found('sbs')).toContain('Show answers side by side')
    expect(found('setings')).toEqual(['Settings'])
    expect(match('theme', 'What the thread is made of')).toBeNull()
    expect(match('theme', 'Edit the last message')).toBeNull()
  })
  it('by what is inside of a word, after all others', () => {
    expect(found('board')).toEqual(['Keyboard shortcuts'])
    expect(rank('out', ['A shout', 'Way out'], (one) => one).map((one) => one.item)).toEqual(['Way out', 'A shout'])
  })
  it('only if it has every word', () => {
    expect(found('new letter')).toEqual([])
    expect(found('xyz')).toEqual([])
    expect(found('  ?!')).toEqual([])
  })
})

describe('the order', () => {
  it('is: the beginning, then another word, then an abbreviation', () => {
    const given = ['Side effects in their own drawer', 'My side', 'Side']
    expect(rank('side', given, (one) => one).map((one) => one.item)).toEqual(['Side', 'Side effects in their own drawer', 'My side'])
  })
  it('of equals is the one in which they were given', () => {
    expect(rank('a', ['ab', 'ac', 'ad'], (one) => one).map((one) => one.item)).toEqual(['ab', 'ac', 'ad'])
  })
})

describe('what matches is marked', () => {
  it('at its place in the text as it is written', () => {
    expect(marked('helene', 'Les pivoines d’Hélène')).toEqual(['Hélène'])
    expect(marked('piv', '🌸🌸 Les pivoines')).toEqual(['piv'])
    expect(marked('nthr', 'New thread')).toEqual(['N', 'thr'])
  })
  it('once, where words of the query meet', () => {
    expect(marked('side si', 'Side by side')).toEqual(['Side'])
  })
})

it('a long text is matched quickly', () => {
  const long = 'an ant and a nanny ate a banana '.repeat(8)
  const before = performance.now()
  for (let n = 0; n < 50; n++) match('anananananananananana', long)
  expect(performance.now() - before).toBeLessThan(2000)
})
