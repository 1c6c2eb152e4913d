import { expect, it } from 'vitest'
import { onPages } from './located'

const pages = [
  { n: 0, page: 1, start: 0, text: 'Un renard 🦊.' },
  { n: 1, page: 2, start: 12, text: 'Une cigogne.' },
]

it('says where words stand in the text of their page', () => {
  expect(onPages(pages, { start: 16, end: 23 })).toEqual([{ page: 2, start: 4, end: 11 }])
})
it('divides words that go on over the page', () => {
  expect(onPages(pages, { start: 10, end: 15 })).toEqual([
    { page: 1, start: 10, end: 12 },
    { page: 2, start: 0, end: 3 },
  ])
})
it('finds nothing where nothing is, and in what has no pages', () => {
  expect(onPages(pages, { start: 40, end: 50 })).toEqual([])
  expect(onPages([{ n: 0, start: 0, text: 'abc' }], { start: 0, end: 2 })).toEqual([])
})
