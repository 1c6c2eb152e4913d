import { describe, expect, it } from 'vitest'
import { placeAddress, route } from './route'

describe('the address of a document', () => {
  it('names the words that are meant', () => {
    const place = { documentId: 'a-1', start: 12, end: 90, page: 3 }
    expect(route(placeAddress(place))).toEqual({ at: 'document', ...place })
    expect(placeAddress(place)).toBe('#/documents/a-1?at=12-90&page=3')
  })
  it('is that of the whole document when it names no words, or none that can be', () => {
    const whole = { at: 'document', documentId: 'a' }
    for (const said of ['', '?', '?at=', '?at=9-3', '?at=-1-4', '?at=x-y&page=0', '?page=-2']) expect(route(`#/documents/a${said}`)).toEqual(whole)
  })
  it('leads to all documents without a name', () => {
    expect(route('#/documents')).toEqual({ at: 'documents' })
    expect(route('#/documents/')).toEqual({ at: 'documents' })
  })
  it('leaves other addresses as they were', () => {
    expect(route('#/t/x/y')).toEqual({ at: 'thread', id: 'x', message: 'y' })
    expect(route('#/')).toEqual({ at: 'home' })
  })
})
