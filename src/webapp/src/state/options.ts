/** What the palette offers for a query: commands, threads and messages, each group in its order. Pure. */
import type { Hit } from '../wire/types.gen'
import { byThread, firstOf, type Found } from './found'
import { hasWords, rank, type Marks } from './ranking'

/** Something with a name; `also` holds other words by which it is known. */
export interface Named {
  readonly id: string
  readonly title: string
  readonly also?: string
  readonly at?: string
  readonly archived?: boolean
}

export type Option =
  | { readonly kind: 'command' | 'thread'; readonly key: string; readonly named: Named; readonly marks: Marks }
  | { readonly kind: 'message'; readonly key: string; readonly hit: Hit }
  | { readonly kind: 'rest'; readonly key: string; readonly thread_id: string; readonly count: number }
  | { readonly kind: 'more'; readonly key: string }

export interface Group {
  readonly heading: 'commands' | 'recent' | 'threads' | 'messages'
  /** The thread that the messages of this group are of. */
  readonly thread?: string
  readonly options: readonly Option[]
}

export interface Known {
  /** The ones used most come first. */
  readonly commands: readonly Named[]
  /** The last used come first. */
  readonly threads: readonly Named[]
}

export interface Heard {
  readonly hits: readonly Hit[]
  /** The threads of which all hits are wanted. */
  readonly whole: ReadonlySet<string>
  readonly more: boolean
}

const RECENT = 5
const USUAL = 7
const MOST = 6
const LEAST = 0.5

/** Without a query: where one was last, and what one does most. */
export function atFirst({ commands, threads }: Known): Group[] {
  const recent: Group = { heading: 'recent', options: threads.slice(0, RECENT).map((one) => named('thread', one)) }
  const usual: Group = { heading: 'commands', options: commands.slice(0, USUAL).map((one) => named('command', one)) }
  return filled([recent, usual])
}

/** Commands and threads at once, those first that answer best; then what was said. */
export function answering(query: string, known: Known, heard: Heard): Group[] {
  const commands = ranked('command', query, known.commands)
  const threads = ranked('thread', query, [...known.threads, ...unknown(known, heard)])
  const first: Group = { heading: 'commands', options: commands.options }
  const second: Group = { heading: 'threads', options: threads.options }
  const both = threads.score > commands.score ? [second, first] : [first, second]
  return filled([...both, ...said(heard)])
}

function ranked(kind: 'command' | 'thread', query: string, all: readonly Named[]): { score: number; options: Option[] } {
  const byTitle = rank(query, all, (one) => one.title)
  const others = all.filter((one) => one.also && !byTitle.some(({ item }) => item.id === one.id))
  const byAlso = others.filter((one) => hasWords(query, `${one.title} ${one.also}`)).map((item) => ({ item, score: LEAST, marks: [] }))
  const best = [...byTitle, ...byAlso].slice(0, MOST)
  return { score: best[0]?.score ?? 0, options: best.map((one) => named(kind, one.item, one.marks)) }
}

/** Threads that the list has not reached yet, found by their title. */
function unknown({ threads }: Known, { hits }: Heard): Named[] {
  const others = hits.filter((hit) => !hit.message_id && !threads.some((one) => one.id === hit.thread_id))
  return others.map((hit) => ({ id: hit.thread_id, title: hit.title, at: hit.at }))
}

function said({ hits, whole, more }: Heard): Group[] {
  const groups = byThread(hits)
    .filter((one) => one.said.length)
    .map((one): Group => ({ heading: 'messages', thread: one.title, options: ofThread(one, whole) }))
  return more ? [...groups, { heading: 'messages', options: [{ kind: 'more', key: 'more' }] }] : groups
}

function ofThread(found: Found, whole: ReadonlySet<string>): Option[] {
  const first = firstOf(found, whole)
  const shown = first.map((hit): Option => ({ kind: 'message', key: `message-${hit.message_id}`, hit }))
  const count = found.said.length - first.length
  return count ? [...shown, { kind: 'rest', key: `rest-${found.thread_id}`, thread_id: found.thread_id, count }] : shown
}

function named(kind: 'command' | 'thread', one: Named, marks: Marks = []): Option {
  return { kind, key: `${kind}-${one.id}`, named: one, marks }
}

function filled(groups: readonly Group[]): Group[] {
  return groups.filter((one) => one.options.length > 0)
}
