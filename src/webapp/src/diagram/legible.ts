/** Who colours a shape thinks of one theme only: its words turn dark or light, whichever can be read there. */

const COLOURED = '.node, .cluster, .actor'
const ENOUGH = 4.5

export function legible(drawing: Element): void {
  for (const shape of drawing.querySelectorAll<SVGElement>(':is(rect, polygon, path, circle, ellipse)[style*="fill"]')) {
    const words = shape.closest(COLOURED)?.querySelectorAll<SVGElement>('text, tspan') ?? []
    const ground = brightness(getComputedStyle(shape).fill)
    for (const one of words) if (ground !== null) readable(one, ground)
  }
}

function readable(words: SVGElement, ground: number): void {
  const now = brightness(getComputedStyle(words).fill)
  if (now === null || contrast(now, ground) >= ENOUGH) return
  words.style.setProperty('fill', contrast(0, ground) > contrast(1, ground) ? 'black' : 'white', 'important')
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** As WCAG reckons it; null for what is no plain colour. */
function brightness(colour: string): number | null {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1)
  if (!parts) return null
  const [r, g, b] = parts.map((part) => (Number(part) / 255 <= 0.04045 ? Number(part) / 255 / 12.92 : ((Number(part) / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
