import { expect, it } from 'vitest'
import { byThread, firstOf } from './found'

const hit = (thread_id: string, message_id?: string) => ({ at: '', excerpt: '', marks: [], title: thread_id.toUpperCase(), thread_id, message_id })
const said = (n: number) => ({ thread_id: 'a', title: 'A', said: Array.from({ length: n }, (_, k) => hit('a', String(k))) })

it('the hits of one thread stand together, where its first one was', () => {
  const found = byThread([hit('a', '1'), hit('b', '2'), hit('a', '3'), hit('c')])
  expect(found.map((one) => [one.title, one.said.map((said) => said.message_id)])).toEqual([
    ['A', ['1', '3']],
    ['B', ['2']],
    ['C', []],
  ])
})

it('of a thread with many hits the first three are shown, until all are wanted', () => {
  expect(firstOf(said(6), new Set())).toHaveLength(6)
  expect(firstOf(said(7), new Set())).toHaveLength(3)
  expect(firstOf(said(7), new Set('a'))).toHaveLength(7)
})
