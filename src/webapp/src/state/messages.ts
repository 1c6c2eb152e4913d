/** How messages and what is told of them come together, in any order and any number of times. */
import type { Message, ReplyDone, ReplyFailed } from '../wire/types.gen'
import type { Conversation, Need, Told } from './model'

type Page = { items: readonly Message[]; next?: string | null }

/** Put a message at its place, where the highest version stands. */
export function place(talk: Conversation, message: Message): Conversation {
  if (talk.gone.has(message.id) || (message.reply_to && talk.gone.has(message.reply_to))) return bury(talk, message.id)
  if (message.superseded_by) return retire(talk, message.id)
  const there = talk.messages.find((one) => one.seq === message.seq)
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
  const reply = talk.messages.find((one) => one.id === told.message_id)
  if (talk.gone.has(told.message_id) || (reply && reply.status !== 'streaming')) return talk
  if (!reply || told.at > reply.content.length) return need({ ...talk, waiting: [...talk.waiting, told] }, 'soon', now)
  const longer = joined(reply, told)
  return longer === reply ? talk : catchUp(swap(talk, longer), reply.id)
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

/** A snapshot of the latest messages. */
export function latest(talk: Conversation, page: Page, asked: number): Conversation {
  const first = page.items[0]?.seq ?? 0
  const last = page.items.at(-1)?.seq ?? 0
  const places = new Set(page.items.map((one) => one.seq))
  const left = talk.messages.filter((one) => one.seq >= first && one.seq <= last && !places.has(one.seq))
  const cleared = left.reduce((so, one) => retire(so, one.id), talk)
  const filled = page.items.reduce(place, cleared)
  const joins = talk.loaded && talk.messages.some((one) => one.seq < first && one.seq >= first - 1)
  const kept = joins || first === 0 ? filled : { ...filled, messages: filled.messages.filter((one) => one.seq >= first) }
  return answered({ ...kept, loaded: true, older: joins ? talk.older : (page.next ?? null) }, asked)
}

/** A page of earlier messages. */
export function earlier(talk: Conversation, page: Page, cursor: string): Conversation {
  if (talk.older !== cursor) return talk
  return { ...page.items.reduce(place, talk), older: page.next ?? null }
}

/** Say that a snapshot is missing. */
export function need(talk: Conversation, when: Need, now: number): Conversation {
  return { ...talk, need: talk.need === 'now' ? 'now' : when, neededAt: now }
}

function answered(talk: Conversation, asked: number): Conversation {
  if (asked < talk.neededAt) return talk
  return { ...talk, need: talk.waiting.length ? 'soon' : 'nothing' }
}

type Ending = Pick<Message, 'status' | 'finish' | 'model' | 'tokens' | 'cost' | 'finished_at' | 'reason'>

function end(talk: Conversation, event: ReplyDone | ReplyFailed, ending: Ending, now: number): Conversation {
  const reply = talk.messages.find((one) => one.id === event.message_id)
  if (talk.gone.has(event.message_id) || (reply && reply.status !== 'streaming')) return talk
  if (!reply) return need(talk, 'now', now)
  const ended = forget(swap(talk, { ...reply, ...ending }), reply.id)
  return reply.content.length === event.length ? ended : need(ended, 'now', now)
}

/** Of two tellings of one message: what has ended stays ended, what is longer is later. */
function later(known: Message, told: Message): Message {
  if (told.status !== 'streaming') return told
  if (known.status !== 'streaming') return known
  return told.content.length > known.content.length ? told : known
}

function joined(reply: Message, told: Told): Message {
  const more = told.text.slice(reply.content.length - told.at)
  return more ? { ...reply, content: reply.content + more } : reply
}

/** Add what waited for a hole to be filled. */
function catchUp(talk: Conversation, id: string): Conversation {
  const waiting = talk.waiting.filter((told) => told.message_id === id).sort((a, b) => a.at - b.at)
  const reply = talk.messages.find((one) => one.id === id)
  if (!reply || !waiting.length) return talk
  if (reply.status !== 'streaming') return forget(talk, id)
  const fits = waiting.filter((told, n) => told.at <= reach(reply, waiting.slice(0, n)))
  const grown = fits.reduce(joined, reply)
  return { ...swap(talk, grown), waiting: talk.waiting.filter((told) => !fits.includes(told)) }
}

function reach(reply: Message, told: readonly Told[]): number {
  return told.reduce((so, one) => (one.at <= so ? Math.max(so, one.at + one.text.length) : so), reply.content.length)
}

function insert(messages: readonly Message[], message: Message): readonly Message[] {
  const others = messages.filter((one) => one.id !== message.id)
  const at = others.findIndex((one) => one.seq > message.seq)
  return at < 0 ? [...others, message] : others.toSpliced(at, 0, message)
}

function swap(talk: Conversation, message: Message): Conversation {
  return { ...talk, messages: talk.messages.map((one) => (one.id === message.id ? message : one)) }
}

function bury(talk: Conversation, id: string): Conversation {
  const messages = talk.messages.filter((one) => one.id !== id)
  return forget({ ...talk, messages, gone: new Set([...talk.gone, id]) }, id)
}

function forget(talk: Conversation, id: string): Conversation {
  return { ...talk, waiting: talk.waiting.filter((told) => told.message_id !== id) }
}
