/** The drawer at the right: beside the page as was chosen, or over it where there is no room; what is read stays where it is on the screen. */
import { tick } from 'svelte'
import { MediaQuery } from 'svelte/reactivity'
import type { Message } from '../wire/types.gen'
import { drawn } from './drawn.svelte'
import { preferences } from './preferences.svelte'

class Drawer {
  readonly #roomy = new MediaQuery('(min-width: 75rem)')
  /** It was asked for where it can only lie over the page. */
  #over = $state.raw(false)

  /** There is room for it beside the page. */
  get roomy(): boolean {
    return this.#roomy.current
  }

  get open(): boolean {
    return this.roomy ? preferences.chosen.drawer : this.#over
  }

  set open(open: boolean) {
    if (!this.roomy) this.#over = open
    else if (open !== preferences.chosen.drawer) preferences.choose({ drawer: open })
  }

  /** What lies over the page does not stay there for another thread, nor for another day. */
  uncover(): void {
    this.#over = false
  }
}

export const drawer = new Drawer()

export function toggleDrawer(): Promise<void> {
  return open(!drawer.open)
}

export function closeDrawer(): Promise<void> {
  return open(false)
}

/** Show from how much this reply, or an earlier version of it, was drawn. */
export function showDrawn(reply: Message): Promise<void> {
  drawn.chosen = reply
  return open(true)
}

function open(shown: boolean): Promise<void> {
  return keepingPlace(() => (drawer.open = shown))
}

/** With another width the text above breaks otherwise; who has gone up from the end goes on reading where they were. */
async function keepingPlace(change: () => void): Promise<void> {
  const scroller = document.querySelector('.scroller')
  const read = scroller && !atEnd(scroller) ? firstInView(scroller) : undefined
  const top = read?.getBoundingClientRect().top ?? 0
  change()
  await tick()
  if (scroller && read) scroller.scrollTop += read.getBoundingClientRect().top - top
}

function atEnd({ scrollHeight, scrollTop, clientHeight }: Element): boolean {
  return scrollHeight - scrollTop - clientHeight <= 1
}

function firstInView(scroller: Element): Element | undefined {
  const { top } = scroller.getBoundingClientRect()
  return [...scroller.querySelectorAll('[data-message]')].find((one) => one.getBoundingClientRect().bottom > top)
}
