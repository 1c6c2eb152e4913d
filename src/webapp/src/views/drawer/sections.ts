/** What a thread is made of, in the order in which the drawer tells it. A section that has nothing to tell is not there. */
import type { Component, ComponentProps } from 'svelte'
import type Icon from '../../parts/Icon.svelte'
import { drawn, told } from '../../state/drawn.svelte'
import { words } from '../../words'
import About from './About.svelte'
import Context from './Context.svelte'
import Costs from './Costs.svelte'
import type { Made } from './made'
import ThreadDocuments from './ThreadDocuments.svelte'

export interface Section {
  readonly id: string
  readonly title: string
  readonly icon: ComponentProps<typeof Icon>['name']
  readonly component: Component<{ made: Made }>
  readonly there: (made: Made) => boolean
}

export const SECTIONS: readonly Section[] = [
  {
    id: 'context',
    title: words.drawer.context,
    icon: 'layers',
    component: Context,
    there: ({ talk, threadId }) => Boolean(talk && told(talk.messages, threadId, drawn.chosen)),
  },
  {
    id: 'documents',
    title: words.sources.documents,
    icon: 'paper',
    component: ThreadDocuments,
    there: ({ thread }) => Boolean(thread),
  },
  {
    id: 'costs',
    title: words.drawer.costs,
    icon: 'coin',
    component: Costs,
    there: ({ costs }) => costs.failed || Boolean(costs.known?.total.calls),
  },
  { id: 'about', title: words.drawer.about, icon: 'info', component: About, there: ({ thread }) => Boolean(thread) },
]
