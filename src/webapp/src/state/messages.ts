/** How messages and what is told of them come together, in any order and any number of times. */
import type { Message, ReplyContext, ReplyDone, ReplyFailed } from '../wire/types.gen'
import type { Conversation, Need, Told } from './model'

type Page = { items: readonly Message[]; next?: string | null }

/** Put a message at its place, where the highest version stands. */
export function place(talk: Conversation, message: Message): Conversation {
  if (talk.gone.has(message.id) || (message.reply_to && talk.gone.has(message.reply_to))) return bury(talk, message.id)
  if (message.superseded_by) return retire(talk, message.id)
  const there = at(talk.messages, message.seq)
  if (there && there.id !== message.id && there.version > message.version) return retire(talk, message.id)
  const room = there && there.id !== message.id ? retire(talk, there.id) : talk
  const mine = there?.id === message.id ? later(there, message) : message
  return catchUp({ ...room, messages: insert(room.messages, mine) }, message.id)
}

/** A message that another replaces leaves, and so do the answers to it. */
export function retire(talk: Conversation, id: string): Conversation {
  const leaving = talk.messages.filter((one) => one.id === id || one.reply_to === id).map((one) => one.id)
  return [id, ...leaving].reduce(bury, talk)
}

/** More text of a reply. What is known already is skipped; what lies beyond a hole waits. */
export function extend(talk: Conversation, told: Told, now: number): Conversation {
  const reply = byId(talk, told.message_id)
  if (talk.gone.has(told.message_id) || (reply && reply.status !== 'streaming')) return talk
  if (!reply || told.at > reply.content.length) return need({ ...talk, waiting: [...talk.waiting, told] }, 'soon', now, reply)
  const longer = joined(reply, told)
  return longer === reply ? talk : catchUp(swap(talk, longer), reply.id)
}

/** From what a reply is drawn. Who has not heard of the reply yet is told again at its end. */
export function drawn(talk: Conversation, event: ReplyContext): Conversation {
  const { messages, tokens, budget, passages, degraded } = event
  const reply = byId(talk, event.message_id)
  return reply ? swap(talk, { ...reply, context: { messages, tokens, budget, passages, degraded } }) : talk
}

/** A reply has ended well. */
export function done(talk: Conversation, event: ReplyDone, now: number): Conversation {
  const { finish, model, tokens, cost, finished_at } = event
  return end(talk, event, { status: 'complete', finish, model, tokens, cost, finished_at }, now)
}

/** A reply has ended badly. */
export function failed(talk: Conversation, event: ReplyFailed, now: number): Conversation {
  return end(talk, event, { status: event.status, reason: event.code }, now)
}

/**
 * A snapshot of the latest messages, unless a later one has overtaken it. Earlier messages that it joins are kept
 * if they are right; when events were lost they may have changed too, and are fetched again by whoever goes there.
 */
export function latest(talk: Conversation, page: Page, asked: number): Conversation {
  if (asked < talk.takenAt) return talk
  const first = page.items[0]?.seq ?? 0
  const filled = fill(talk, page)
  const joins = talk.loaded && first - 1 <= talk.sure && talk.messages.some((one) => one.seq === first - 1)
  const kept = joins || first === 0 ? filled : { ...filled, messages: filled.messages.filter((one) => one.seq >= first) }
  const older = joins && talk.sure === Infinity ? talk.older : (page.next ?? null)
  return answered({ ...kept, loaded: true, older, takenAt: asked }, asked)
}

/** A page of earlier messages. What was still being written may have ended meanwhile, unheard: then it is to be asked for again. */
export function earlier(talk: Conversation, page: Page, cursor: string, asked: number): Conversation {
  if (talk.older !== cursor) return talk
  if (asked < talk.neededAt && page.items.some((one) => one.status === 'streaming')) return talk
  return { ...fill(talk, page), older: page.next ?? null }
}

/** Put a page in its place; what the server does not know there any more leaves. */
function fill(talk: Conversation, page: Page): Conversation {
  const places = new Set(page.items.map((one) => one.seq))
  const [first, last] = [Math.min(...places), Math.max(...places)]
  const left = talk.messages.filter((one) => one.seq >= first && one.seq <= last && !places.has(one.seq))
  return page.items.reduce(place, left.reduce((so, one) => retire(so, one.id), talk))
}

/** Events were lost: of what was being written, and of what came after. */
export function lost(talk: Conversation, now: number): Conversation {
  const written = talk.messages.find((one) => one.status === 'streaming')
  return need(talk, 'now', now, written ?? { seq: (talk.messages.at(-1)?.seq ?? 0) + 1 })
}

/** Say that a snapshot is missing, from this message on if it is known. */
function need(talk: Conversation, when: Need, now: number, from?: Pick<Message, 'seq'>): Conversation {
  const sure = from ? Math.min(talk.sure, from.seq - 1) : talk.sure
  return { ...talk, need: talk.need === 'now' ? 'now' : when, neededAt: now, sure }
}

function answered(talk: Conversation, asked: number): Conversation {
  if (asked < talk.neededAt) return talk
  return { ...talk, need: talk.waiting.length ? 'soon' : 'nothing', sure: Infinity }
}

type Ending = Pick<Message, 'status' | 'finish' | 'model' | 'tokens' | 'cost' | 'finished_at' | 'reason'>

function end(talk: Conversation, event: ReplyDone | ReplyFailed, ending: Ending, now: number): Conversation {
  const reply = byId(talk, event.message_id)
  if (talk.gone.has(event.message_id) || (reply && reply.status !== 'streaming')) return talk
  if (!reply) return need(talk, 'now', now)
  const ended = forget(swap(talk, { ...reply, ...ending, context: event.context ?? reply.context }), reply.id)
  return reply.content.length === event.length ? ended : need(ended, 'now', now, reply)
}

/** Of two tellings of one message: what has ended stays ended, what is longer is later. */
function later(known: Message, told: Message): Message {
  if (told.status !== 'streaming') return told
  if (known.status !== 'streaming') return known
  return told.content.length > known.content.length ? { ...told, context: known.context } : known
}

function joined(reply: Message, told: Told): Message {
  const more = told.text.slice(reply.content.length - told.at)
  return more ? { ...reply, content: reply.content + more } : reply
}

/** Add what waited for a hole to be filled. */
function catchUp(talk: Conversation, id: string): Conversation {
  const waiting = talk.waiting.filter((told) => told.message_id === id).sort((a, b) => a.at - b.at)
  const reply = waiting.length ? byId(talk, id) : undefined
  if (!reply) return talk
  if (reply.status !== 'streaming') return forget(talk, id)
  const fits = waiting.filter((told, n) => told.at <= reach(reply, waiting.slice(0, n)))
  const grown = fits.reduce(joined, reply)
  return { ...swap(talk, grown), waiting: talk.waiting.filter((told) => !fits.includes(told)) }
}

function reach(reply: Message, told: readonly Told[]): number {
  return told.reduce((so, one) => (one.at <= so ? Math.max(so, one.at + one.text.length) : so), reply.content.length)
}

/** The message of this id. What is talked about is nearly always among the last. */
export function byId(talk: Conversation, id: string): Message | undefined {
  return talk.messages.findLast((one) => one.id === id)
}

function at(messages: readonly Message[], seq: number): Message | undefined {
  const found = messages[seat(messages, seq)]
  return found?.seq === seq ? found : undefined
}

/** How many messages stand before this place. */
function seat(messages: readonly Message[], seq: number): number {
  let [low, high] = [0, messages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.seq ?? seq) < seq) low = middle + 1
    else high = middle
  }
  return low
}

function insert(messages: readonly Message[], message: Message): readonly Message[] {
  return messages.toSpliced(seat(messages, message.seq), at(messages, message.seq) ? 1 : 0, message)
}

function swap(talk: Conversation, message: Message): Conversation {
  return { ...talk, messages: insert(talk.messages, message) }
}

function bury(talk: Conversation, id: string): Conversation {
  const messages = talk.messages.filter((one) => one.id !== id)
  return forget({ ...talk, messages, gone: new Set([...talk.gone, id]) }, id)
}

function forget(talk: Conversation, id: string): Conversation {
  return { ...talk, waiting: talk.waiting.filter((told) => told.message_id !== id) }
}
