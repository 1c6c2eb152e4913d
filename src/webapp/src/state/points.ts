/** Offsets count code points on the server, and UTF-16 units here. Pure. */

const BEYOND = /[\ud800-\udbff][\udc00-\udfff]/

/** The place in a string of what comes after so many of its code points. */
export function unitsOf(text: string, points: number): number {
  if (points <= 0) return 0
  if (!BEYOND.test(text)) return Math.min(points, text.length)
  let units = 0
  for (const one of text) {
    if (points-- <= 0) break
    units += one.length
  }
  return units
}

/** How many code points a string has. */
export function pointsOf(text: string): number {
  if (!BEYOND.test(text)) return text.length
  let points = 0
  for (const _ of text) points++
  return points
}
