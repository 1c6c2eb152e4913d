import { describe, expect, it } from 'vitest'
import { Batch } from './batch'

describe('a batch', () => {
  const taken: (readonly number[])[] = []
  const frames: (() => void)[] = []
  const batch = new Batch<number>(
    (all) => taken.push(all),
    (call) => (frames.push(call), () => frames.splice(0)),
  )

  it('is taken as a whole, in its order, with the next frame', () => {
    for (const n of [1, 2, 3]) batch.add(n)
    expect([taken, frames.length]).toEqual([[], 1])
    frames[0]?.()
    expect(taken).toEqual([[1, 2, 3]])
  })
  it('is taken at once when somebody cannot wait, and then not again', () => {
    batch.add(4)
    batch.flush()
    expect(frames).toEqual([])
    batch.flush()
    expect(taken.at(-1)).toEqual([4])
    expect(taken).toHaveLength(2)
  })
})
