/** What is said of the passages that a reply cites. */
import type { Citations } from '../parts/prose/citations'
import { placeOf } from '../state/citations'
import { placeAddress } from '../state/route'
import type { Cited } from '../wire/types.gen'
import { words } from '../words'

const NONE: Citations = new Map()

/** Where a passage stands, in words. */
export function whereOf({ name, page }: Cited): string {
  return page ? words.sources.onPage(name, page) : name
}

/** What the numbers of a reply lead to. */
export function citationsOf(passages: readonly Cited[] | undefined): Citations {
  if (!passages?.length) return NONE
  return new Map(passages.map((one) => [one.n, { href: placeAddress(placeOf(one)), title: words.sources.cites(one.n, whereOf(one)) }]))
}
