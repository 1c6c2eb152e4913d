/** The viewer of documents: beside the conversation, over it where there is no room, or from anywhere else on a page of its own. */
import { page } from './page.svelte'
import { placeAddress, type Place } from './route'

class Viewer {
  /** What is shown beside the conversation. */
  place = $state.raw<Place | null>(null)
  /** How often something was opened: the same words once more are shown anew. */
  times = $state.raw(0)

  show(place: Place): void {
    this.place = place
    this.times++
  }
}

export const viewer = new Viewer()

/** Show a document; with `start` and `end`, code points of its whole text, at these words. */
export function openViewer(place: Place): void {
  if (page.where.at === 'thread' || page.where.at === 'home') viewer.show(place)
  else page.visit(placeAddress(place))
}

export function closeViewer(): void {
  viewer.place = null
}

/** From the panel to a page of its own. */
export function enlarge(): void {
  const { place } = viewer
  closeViewer()
  if (place) page.visit(placeAddress(place))
}
