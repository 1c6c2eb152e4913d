import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rest } from './backoff'

const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
const network = new EventTarget()
let over: boolean

beforeEach(() => {
  over = false
  page.visibilityState = 'hidden'
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', network.addEventListener.bind(network))
  void rest(3_000).then(() => (over = true))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const after = async (ms: number) => (await vi.advanceTimersByTimeAsync(ms), over)

describe('a rest', () => {
  it('lasts as long as was said', async () => {
    expect(await after(2_999)).toBe(false)
    expect(await after(1)).toBe(true)
  })
  it('ends when the network is back', async () => {
    network.dispatchEvent(new Event('online'))
    expect(await after(0)).toBe(true)
  })
  it('ends when the person is back, not when they go', async () => {
    page.dispatchEvent(new Event('visibilitychange'))
    expect(await after(0)).toBe(false)
    page.visibilityState = 'visible'
    page.dispatchEvent(new Event('visibilitychange'))
    expect(await after(0)).toBe(true)
  })
})
