/** What a reply cites: the passages that it was given, by the numbers in its text. Pure. */
import type { Cited, Message } from '../wire/types.gen'
import type { Place } from './route'

const NUMBER = /```[\s\S]*?(?:```|$)|`[^`\n]+`|\[(\d{1,2})\](?!\()/g

export function placeOf({ document_id: documentId, start, end, page }: Cited): Place {
  return { documentId, start, end, ...(page ? { page } : {}) }
}

/** The passages that the text cites, in their order; what it was only given is told in the drawer. */
export function sourcesOf({ content, context }: Message): Cited[] {
  const cited = new Set([...content.matchAll(NUMBER)].map(([, n]) => Number(n)))
  return (context?.passages ?? []).filter((one) => cited.has(one.n))
}

/** Follow a citation, unless it is to be opened elsewhere. */
export function elsewhere(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey
}
