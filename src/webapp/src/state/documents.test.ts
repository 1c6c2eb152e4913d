import { describe, expect, it } from 'vitest'
import type { Document } from '../wire/types.gen'
import { changed, EMPTY, forget, inOrder, isUnderWay, known, listed, shareOf, unsure } from './documents'

const paper = (id: string, more: Partial<Document> = {}): Document => ({
  id,
  name: `${id}.md`,
  bytes: 1,
  hash: id,
  status: 'received',
  created_at: `2026-01-0${id}`,
  updated_at: '',
  passages: 0,
  done: 0,
  total: 0,
  ...more,
})
const told = (id: string, document: Document | null) => ({ type: 'document.changed', id: '', document_id: id, document }) as const
const page = (items: Document[], next: string | null = null) => ({ items, next })

describe('the documents that are known', () => {
  it('stand the latest first', () => {
    const library = listed(EMPTY, { page: page([paper('1'), paper('3'), paper('2')]), fresh: true, asked: 0 })
    expect(inOrder(library).map((one) => one.id)).toEqual(['3', '2', '1'])
    expect(library.needed).toBe(false)
  })

  it('are what was told since rather than a page that was asked for before', () => {
    const ready = changed(EMPTY, told('1', paper('1', { status: 'ready' })), 5)
    const library = listed(ready, { page: page([paper('1')]), fresh: true, asked: 4 })
    expect(library.known['1']?.status).toBe('ready')
    expect(known(ready, paper('1'), 4).known['1']?.status).toBe('ready')
  })

  it('do not come back from a page that was asked for before they were deleted', () => {
    const gone = forget(listed(EMPTY, { page: page([paper('1')]), fresh: true, asked: 0 }), '1', 3)
    expect(inOrder(listed(gone, { page: page([paper('1')]), fresh: true, asked: 2 }))).toEqual([])
  })

  it('leave when a fresh page does not name them, and stay when a later page does not', () => {
    const both = listed(EMPTY, { page: page([paper('1'), paper('2')], 'x'), fresh: true, asked: 0 })
    expect(inOrder(listed(both, { page: page([paper('2')]), fresh: true, asked: 1 })).map((one) => one.id)).toEqual(['2'])
    expect(inOrder(listed(both, { page: page([paper('3')]), fresh: false, asked: 1 }))).toHaveLength(3)
  })

  it('are asked for again once events were lost, until a page that was asked for since', () => {
    const lost = unsure(EMPTY, 7)
    expect(listed(lost, { page: page([]), fresh: true, asked: 6 }).needed).toBe(true)
    expect(listed(lost, { page: page([]), fresh: true, asked: 7 }).needed).toBe(false)
  })
})

describe('how far a document is', () => {
  it('is unknown without a total, and never more than all', () => {
    expect(shareOf(paper('1'))).toBeUndefined()
    expect(shareOf(paper('1', { done: 3, total: 4 }))).toBe(0.75)
    expect(shareOf(paper('1', { done: 9, total: 4 }))).toBe(1)
    expect([isUnderWay(paper('1')), isUnderWay(paper('1', { status: 'failed' }))]).toEqual([true, false])
  })
})
