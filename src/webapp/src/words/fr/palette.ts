/** What is said of the palette and its search outside of it, in French. */
import type { Words } from '../en'

export const palette: Words['palette'] = {
  moreInThread: (n) => (n === 1 ? 'Encore 1 dans ce fil' : `Encore ${n} dans ce fil`),
}
