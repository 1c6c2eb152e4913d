/** The documents that the page knows: pages that were fetched, and what events told since. Pure. */
import type { Document, DocumentChanged } from '../wire/types.gen'

export interface Library {
  readonly known: Readonly<Record<string, Document>>
  /** The tick of the last event that told of a document. */
  readonly touched: Readonly<Record<string, number>>
  /** Where more begin: undefined before the first page. */
  readonly more?: string | null
  /** The first page is to be fetched anew: events were lost. */
  readonly needed: boolean
  readonly missedAt: number
}

interface Listed {
  readonly page: { items: readonly Document[]; next?: string | null }
  readonly fresh: boolean
  readonly asked: number
}

export type Status = Document['status']
const UNDER_WAY: readonly Status[] = ['received', 'parsing', 'indexing']
export const EMPTY: Library = { known: {}, touched: {}, needed: true, missedAt: 0 }

export function isUnderWay({ status }: Pick<Document, 'status'>): boolean {
  return UNDER_WAY.includes(status)
}

/** All that are known, the latest first. */
export function inOrder({ known }: Library): Document[] {
  return Object.values(known).sort((a, b) => descending(a.created_at, b.created_at) || descending(a.id, b.id))
}

/** A page of them; what a fresh one does not name, and no later event, is no longer known to be there. */
export function listed(library: Library, { page, fresh, asked }: Listed): Library {
  const latest = asked >= library.missedAt
  const newer = (id: string) => (library.touched[id] ?? -1) > asked
  const kept = Object.entries(library.known).filter(([id]) => !fresh || newer(id))
  const told = page.items.filter((one) => !newer(one.id)).map((one) => [one.id, one] as const)
  return {
    ...library,
    known: Object.fromEntries([...kept, ...told]),
    more: page.next ?? null,
    needed: fresh && latest ? false : library.needed,
  }
}

/** One document as it was when it was asked for. */
export function known(library: Library, document: Document, asked: number): Library {
  if ((library.touched[document.id] ?? -1) > asked) return library
  return { ...library, known: { ...library.known, [document.id]: document } }
}

/** A document is new, has come further or is gone. */
export function changed(library: Library, { document_id, document }: DocumentChanged, tick: number): Library {
  if (!document) return forget(library, document_id, tick)
  const touched = { ...library.touched, [document_id]: tick }
  return { ...library, touched, known: { ...library.known, [document_id]: document } }
}

export function forget(library: Library, id: string, tick: number): Library {
  const known = Object.fromEntries(Object.entries(library.known).filter(([one]) => one !== id))
  return { ...library, known, touched: { ...library.touched, [id]: tick } }
}

/** Events were lost: what is known may be behind. */
export function unsure(library: Library, tick: number): Library {
  return { ...library, needed: true, missedAt: tick }
}

/** How far a document has come in its present state, if that is known. */
export function shareOf({ done, total }: Pick<Document, 'done' | 'total'>): number | undefined {
  return total > 0 ? Math.min(1, done / total) : undefined
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0
}
