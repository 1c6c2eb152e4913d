import { expect, it } from 'vitest'
import { byThread } from './found'

const hit = (thread_id: string, message_id?: string) => ({ at: '', excerpt: '', marks: [], title: thread_id.toUpperCase(), thread_id, message_id })

it('the hits of one thread stand together, where its first one was', () => {
  const found = byThread([hit('a', '1'), hit('b', '2'), hit('a', '3'), hit('c')])
  expect(found.map((one) => [one.title, one.said.map((said) => said.message_id)])).toEqual([
    ['A', ['1', '3']],
    ['B', ['2']],
    ['C', []],
  ])
})
