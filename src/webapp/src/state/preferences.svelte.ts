/** How a person wants the page to be; kept in this browser, the same in all its tabs. */
import type { AgentId } from './model'

export interface Choices {
  readonly language: 'auto' | 'en' | 'fr'
  readonly theme: 'system' | 'light' | 'dark'
  /** How wide the text runs. */
  readonly width: 'narrow' | 'normal' | 'wide'
  /** Whether answers to one message stand beside each other where there is room. */
  readonly layout: 'sequence' | 'side'
  /** What Enter does in the composer; the other is done with Shift, Ctrl or Cmd. */
  readonly enter: 'send' | 'line'
  /** Who answers in a new thread; null: who was chosen last. */
  readonly agents: readonly AgentId[] | null
  /** Shortcuts that are not the usual ones, by command; an empty one is none. */
  readonly keys: Readonly<Record<string, string>>
  /** Whether the threads stand at the left where there is room for them. */
  readonly side: boolean
  /** Whether the drawer at the right is open where there is room for it. */
  readonly drawer: boolean
}

const KEY = 'emergence.preferences'
const USUAL: Choices = {
  language: 'auto',
  theme: 'system',
  width: 'normal',
  layout: 'sequence',
  enter: 'send',
  agents: null,
  keys: {},
  side: true,
  drawer: false,
}

class Preferences {
  #chosen = $state.raw<Choices>(kept())

  get chosen(): Choices {
    return this.#chosen
  }

  choose(change: Partial<Choices>): void {
    this.#chosen = { ...this.#chosen, ...change }
    this.#keep()
  }

  /** Another tab has kept something. */
  heard({ key }: StorageEvent): void {
    if (key === null || key === KEY) this.reread()
  }

  /** Another tab has chosen; or the browser was made to forget all it kept, as by a sign-out, but what was chosen still holds. */
  reread(): void {
    if (localStorage.getItem(KEY) === null) this.#keep()
    else if (JSON.stringify(kept()) !== JSON.stringify(this.#chosen)) this.#chosen = kept()
  }

  #keep(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#chosen))
    } catch {
      // A full storage only means that a reload forgets it.
    }
  }
}

function kept(): Choices {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Choices>) }
  } catch {
    return USUAL
  }
}

export const preferences = new Preferences()

/** Let the page look as was chosen, now and whenever another is chosen. To be called once, while a component is made. */
export function keepLook(): void {
  $effect(() => {
    const { theme, width } = preferences.chosen
    Object.assign(document.documentElement.dataset, { theme, width })
  })
}
