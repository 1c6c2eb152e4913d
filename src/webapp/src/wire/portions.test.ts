import { describe, expect, it } from 'vitest'
import { portions } from './portions'

const threads = Array.from({ length: 9 }, (_, n) => ({ title: `Été ${n}`, messages: [{ role: 'user', content: 'x'.repeat(n * 10) }] }))
const read = async (data: unknown, most: number) => {
  const found = [...(await portions(new Blob([typeof data === 'string' ? data : JSON.stringify(data)]), most))]
  return Promise.all(found.map((blob) => blob.text()))
}

describe('a file that is brought in', () => {
  it('stays as it is while it is small enough', async () => {
    expect(await read('whatever it is', 14)).toEqual(['whatever it is'])
  })
  it('comes in portions that are small enough and hold everything in order', async () => {
    const found = await read({ threads }, 400)
    expect(found.length).toBeGreaterThan(2)
    expect(found.filter((text) => new Blob([text]).size > 400)).toEqual([])
    expect(found.flatMap((text) => JSON.parse(text).threads)).toEqual(threads)
  })
  it('stays a list if it is the list that ChatGPT exports', async () => {
    const found = await read(threads, 400)
    expect(found.flatMap((text) => JSON.parse(text))).toEqual(threads)
  })
  it('has a portion to itself for a thread that is too large', async () => {
    expect((await read({ threads }, 10)).map((text) => JSON.parse(text).threads.length)).toEqual(threads.map(() => 1))
  })
  it('is left to the server if nobody can cut it', async () => {
    for (const text of ['{"threads": 3, "a": 1}', '"threads, threads"', '{not JSON at all}']) expect(await read(text, 10)).toEqual([text])
  })
})
