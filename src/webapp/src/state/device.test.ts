import { describe, expect, it } from 'vitest'
import { deviceOf } from './device'

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'

describe('what a browser says of itself', () => {
  it.each([
    [`${WINDOWS} Chrome/142.0.0.0 Safari/537.36`, 'desk', 'Chrome', 'Windows'],
    [`${WINDOWS} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'desk', 'Edge', 'Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15', 'desk', 'Safari', 'macOS'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1', 'phone', 'Chrome', 'iPhone'],
    ['Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'phone', 'Firefox', 'Android'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36', 'desk', 'Chrome', 'Linux'],
    ['curl/8.14.1', 'program', 'curl', ''],
    ['Python/3.13 aiohttp/3.14.0', 'program', 'Python', ''],
    ['', 'program', '', ''],
    ['a script of my own', 'program', '', ''],
  ])('%s', (agent, kind, program, system) => {
    expect(deviceOf(agent)).toEqual({ kind, program, system })
  })
})
