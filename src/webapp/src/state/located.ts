/** Where the words that are meant stand on the pages of a PDF. */
import { documents } from '../wire/api'
import type { Box, Part } from '../wire/types.gen'
import type { Span } from './blocks'
import { pointsOf } from './points'
import type { Place } from './route'

const AROUND = 3
const MANY = 50
const MOST_ASKED = 100

/** The characters [start, end) of a page's own text. */
export interface OnPage extends Span {
  readonly page: number
}

export type Boxed = ReadonlyMap<number, readonly Box[]>

/** The boxes of each page that has some of the words. */
export async function located(place: Place): Promise<Boxed> {
  const spans = await spansOf(place)
  const boxes = await Promise.all(spans.map((one) => documents.boxes(place.documentId, one.page, one.start, one.end)))
  return new Map(spans.map((one, n) => [one.page, boxes[n]?.items ?? []]))
}

/** What of a span of the whole text is on each of these pages. */
export function onPages(parts: readonly Part[], span: Span): OnPage[] {
  return parts.flatMap(({ page, start, text }) => {
    const end = Math.min(span.end - start, pointsOf(text))
    const from = Math.max(0, span.start - start)
    return page && from < end ? [{ page, start: from, end }] : []
  })
}

async function spansOf({ documentId, start, end, page }: Place): Promise<OnPage[]> {
  if (start === undefined || end === undefined) return []
  if (page) {
    const near = await documents.text(documentId, AROUND, String(page - 1))
    const found = onPages(near.items, { start, end })
    if (found.length) return found
  }
  return sought(documentId, { start, end })
}

/** From the first page on, when it is not known which it is. */
async function sought(documentId: string, span: Span): Promise<OnPage[]> {
  const found: OnPage[] = []
  let cursor: string | null = null
  for (let n = 0; n < MOST_ASKED; n++) {
    const { items, next } = await documents.text(documentId, MANY, cursor)
    found.push(...onPages(items, span))
    const last = items.at(-1)
    if (!next || !last || last.start >= span.end) break
    cursor = next
  }
  return found
}
