/** How the page looks now, for what is drawn outside of it. */

const COLOURS = ['ink', 'muted', 'line', 'surface', 'sunken', 'paper', 'anima', 'neo', 'nexus', 'focus'] as const

export interface Look {
  readonly dark: boolean
  readonly font: string
  readonly colours: Readonly<Record<(typeof COLOURS)[number], string>>
}

const system = matchMedia('(prefers-color-scheme: dark)')

export function lookNow(): Look {
  const { theme } = document.documentElement.dataset
  const probe = document.createElement('span')
  document.body.append(probe)
  const style = getComputedStyle(probe)
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`
    return style.color
  }
  const colours = Object.fromEntries(COLOURS.map((name) => [name, colour(name)])) as Look['colours']
  const look = { dark: theme === 'dark' || (theme !== 'light' && system.matches), font: style.fontFamily, colours }
  probe.remove()
  return look
}

/** Whenever light turns dark, or dark light. */
export function whenLookChanges(tell: () => void): void {
  system.addEventListener('change', tell)
  new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}
