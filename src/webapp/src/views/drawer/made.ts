/** What the drawer's sections are given: all that is known of a thread. */
import type { Costs } from '../../state/costs.svelte'
import type { Conversation } from '../../state/model'
import type { Thread } from '../../wire/types.gen'

export interface Made {
  readonly threadId: string
  readonly thread: Thread | undefined
  readonly talk: Conversation | undefined
  readonly costs: Costs
}
