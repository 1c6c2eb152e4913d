/** What a browser or a program says of itself, as people would name it. */

export interface Device {
  readonly kind: 'desk' | 'phone' | 'program'
  /** '' where nothing known is said. */
  readonly program: string
  readonly system: string
}

/** The first that fits: many browsers say that they are others as well. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/.*Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^Wget\//, 'Wget'],
  [/\b(?:python|aiohttp|httpx|urllib)/i, 'Python'],
  [/\b(?:node|undici|axios)\b/i, 'Node.js'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]
const IN_THE_HAND = new Set(['iPhone', 'iPad', 'Android'])

export function deviceOf(agent: string): Device {
  const program = named(PROGRAMS, agent)
  const system = named(SYSTEMS, agent)
  const kind = IN_THE_HAND.has(system) ? 'phone' : agent.startsWith('Mozilla/') ? 'desk' : 'program'
  return { kind, program, system }
}

function named(known: readonly (readonly [RegExp, string])[], agent: string): string {
  return known.find(([sign]) => sign.test(agent))?.[1] ?? ''
}
