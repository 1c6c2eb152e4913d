/** What is said of a document: how it stands, and what it is. */
import type { Document } from '../wire/types.gen'
import { problemText, words } from '../words'
import { shareOf } from './documents'
import { count, share, size } from './figures'

/** Its state in words. A failure has its reason as well. */
export function standing(document: Document): string {
  const { states } = words.documents
  if (document.status === 'parsing' && document.total > 1) return states.parsingAt(count(document.done), count(document.total))
  const part = shareOf(document)
  if (document.status === 'indexing' && part !== undefined) return states.indexingAt(share(part))
  return states[document.status]
}

export function reasonOf({ status, reason }: Document): string {
  return status === 'failed' ? problemText(reason ?? 'unexpected') : ''
}

/** What it is, how long, and how large. */
export function traits({ format, pages, bytes }: Document): string[] {
  const said = words.documents
  const long = pages ? lengthOf(format, pages) : ''
  return [format ? said.formats[format] : '', long, size(bytes)].filter(Boolean)
}

/** The name of a page, a slide or a sheet. */
export function leafName(format: Document['format'] | undefined, n: number): string {
  const said = words.documents
  if (format === 'pptx') return said.slideNo(count(n))
  return format === 'xlsx' ? said.sheetNo(count(n)) : said.pageNo(count(n))
}

function lengthOf(format: Document['format'], n: number): string {
  const said = words.documents
  if (format === 'pptx') return said.slides(n, count(n))
  return format === 'xlsx' ? said.sheets(n, count(n)) : said.pages(n, count(n))
}
