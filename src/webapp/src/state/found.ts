/** What a search found, thread by thread. */
import type { Hit } from '../wire/types.gen'

export interface Found {
  readonly thread_id: string
  readonly title: string
  /** The messages in which it was found; none when only the title has it. */
  readonly said: readonly Hit[]
}

const MANY = 6
const FIRST = 3

/** The hits of one thread together, in the order in which the threads were found. */
export function byThread(hits: readonly Hit[]): Found[] {
  const ids = [...new Set(hits.map((one) => one.thread_id))]
  return ids.map((thread_id) => {
    const mine = hits.filter((one) => one.thread_id === thread_id)
    return { thread_id, title: mine[0]?.title ?? '', said: mine.filter((one) => one.message_id) }
  })
}

/** The first hits of a thread that has many, unless all are wanted. */
export function firstOf({ said, thread_id }: Found, whole: ReadonlySet<string>): readonly Hit[] {
  return said.length > MANY && !whole.has(thread_id) ? said.slice(0, FIRST) : said
}
