import { describe, expect, it } from 'vitest'
import type { Cited, Message } from '../wire/types.gen'
import { placeOf, sourcesOf } from './citations'

const cited = (n: number, more: Partial<Cited> = {}): Cited => ({
  ...{ n, document_id: `d${n}`, passage_id: `d${n}-0`, name: 'report.pdf', start: 3, end: 9, score: 1, reasons: {}, tokens: 9, heading: '' },
  ...more,
})
const context = { messages: 1, tokens: 9, budget: 99, passages: [cited(1), cited(2, { page: 3 })] }
const reply = (content: string): Message => ({
  ...{ id: 'm', thread_id: 't', seq: 1, role: 'assistant', speaker: 'neo', status: 'complete', created_at: '', version: 1, content, context },
})
const numbers = (content: string): number[] => sourcesOf(reply(content)).map(({ n }) => n)

describe('the sources of a reply', () => {
  it('are those that it cites, each once', () => expect(numbers('a [2], b [2] and [7]')).toEqual([2]))
  it('come in the order of their numbers', () => expect(numbers('a [2] b [1]')).toEqual([1, 2]))
  it('are not what is code or a link', () => expect(numbers('`a[1]` and [2](https://e.example)\n```\n[1]\n```')).toEqual([]))
  it('are none for a reply that tells of none', () => expect(sourcesOf({ ...reply('[1]'), context: null })).toEqual([]))
  it('are places for the viewer', () => {
    expect(placeOf(cited(1))).toEqual({ documentId: 'd1', start: 3, end: 9 })
    expect(placeOf(cited(2, { page: 3 }))).toEqual({ documentId: 'd2', start: 3, end: 9, page: 3 })
  })
})
