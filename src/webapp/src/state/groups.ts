/** The messages of a thread as they stand on the page: one by one, answers to one message together; and those in stretches. */
import type { Message } from '../wire/types.gen'

export interface Group {
  readonly key: string
  readonly messages: readonly Message[]
  /** The day on which it begins, in the reader's own time, and whether it is another one than that of what comes before. */
  readonly day: string
  readonly dawns: boolean
}

/** Groups that are near to each other: what is far away is left alone as a whole. */
export interface Stretch {
  readonly key: number
  readonly groups: readonly Group[]
}

export interface Layout {
  readonly messages: readonly Message[]
  readonly groups: readonly Group[]
  readonly stretches: readonly Stretch[]
}

export const EMPTY: Layout = { messages: [], groups: [], stretches: [] }
const PLACES = 32

/**
 * Messages as they stand. What was there `before` and is the same stays the same object: nothing of it is drawn anew.
 * This runs with every frame of an answer: it looks closer only from the first message on that has changed.
 */
export function laidOut(messages: readonly Message[], before: Layout = EMPTY): Layout {
  const { same, from } = unchanged(messages, before)
  const known = new Map(before.groups.slice(same).map((one) => [one.key, one]))
  const groups = before.groups.slice(0, same)
  for (const members of runs(messages.slice(from))) groups.push(grouped(members, groups, known))
  return { messages, groups, stretches: stretched(groups, before, same) }
}

/** How many groups from the first on are as they were, and where the next begins: the one just before a change may take it in. */
function unchanged(messages: readonly Message[], before: Layout): { same: number; from: number } {
  let first = 0
  while (first < before.messages.length && before.messages[first] === messages[first]) first++
  let same = before.groups.length
  let from = before.messages.length
  while (same > 0 && (same === before.groups.length || from >= first)) from -= before.groups[--same]?.messages.length ?? 0
  return { same, from }
}

/** Answers to one message that follow each other are one run; anything else stands alone. */
function runs(messages: readonly Message[]): Message[][] {
  const all: Message[][] = []
  for (const message of messages) {
    const last = all.at(-1)
    if (last && message.reply_to && last[0]?.reply_to === message.reply_to) last.push(message)
    else all.push([message])
  }
  return all
}

function grouped(messages: readonly Message[], others: readonly Group[], known: ReadonlyMap<string, Group>): Group {
  const first = messages[0]
  const key = keyOf(first, others)
  const old = known.get(key)
  const day = first && first === old?.messages[0] ? old.day : new Date(first?.created_at ?? '').toDateString()
  const dawns = day !== others.at(-1)?.day
  const same = old?.dawns === dawns && old.messages.length === messages.length && old.messages.every((one, n) => one === messages[n])
  return same ? old : { key, messages, day, dawns }
}

/** A run keeps its key when it grows at either end; no two in one stretch have the same. */
function keyOf(first: Message | undefined, others: readonly Group[]): string {
  const key = first?.reply_to ?? ''
  return key && !others.slice(-PLACES).some((one) => one.key === key) ? key : `${key}.${first?.seq}`
}

/** Where a stretch begins does not change with what is loaded. The last of those that are as they were may take in more. */
function stretched(groups: readonly Group[], before: Layout, same: number): readonly Stretch[] {
  let kept = before.stretches.length
  let from = before.groups.length
  while (kept > 0 && (kept === before.stretches.length || from >= same)) from -= before.stretches[--kept]?.groups.length ?? 0
  const known = new Map(before.stretches.slice(kept).map((one) => [one.key, one]))
  const all = before.stretches.slice(0, kept)
  while (from < groups.length) {
    const key = placeOf(groups[from])
    let end = from
    while (end < groups.length && placeOf(groups[end]) === key) end++
    all.push(renewed(key, groups.slice(from, end), known.get(key)))
    from = end
  }
  return all
}

function renewed(key: number, groups: readonly Group[], old: Stretch | undefined): Stretch {
  return old?.groups.length === groups.length && old.groups.every((one, n) => one === groups[n]) ? old : { key, groups }
}

function placeOf(group: Group | undefined): number {
  return Math.floor((group?.messages[0]?.seq ?? 0) / PLACES)
}
