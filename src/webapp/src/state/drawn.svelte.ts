/** Of which reply the drawer tells from how much it was drawn. */
import type { Message } from '../wire/types.gen'

class Drawn {
  /** The one that was chosen, which may be an earlier version; null: the last one, whichever that is. */
  chosen = $state.raw<Message | null>(null)
}

export const drawn = new Drawn()

/** The replies of a thread of which it is known from how much they were drawn. */
export function known(messages: readonly Message[]): Message[] {
  return messages.filter((one) => one.context)
}

/** The reply to be told of: the chosen one, as it stands now, if it is of this thread; else the last one that is known. */
export function told(messages: readonly Message[], threadId: string, chosen: Message | null): Message | undefined {
  if (chosen?.thread_id !== threadId) return known(messages).at(-1)
  return messages.find((one) => one.id === chosen.id) ?? chosen
}
