/** What a reader of the screen hears while answers come: whole sentences, each once, and who says them. */
import type { Message } from '../wire/types.gen'
import type { Line, Voice } from './model'
import { finished } from './sentences'

/** As many as stay in the page; a reader of the screen has queued the others. */
const KEPT = 12

/** A reply has begun, has grown or, if it `was` streaming, has ended. */
export function listen(voice: Voice, message: Message, was: Message | undefined): Voice {
  if (message.status === 'streaming') return grown(voice, message)
  return was?.status === 'streaming' ? ended(voice, message) : voice
}

/** Something to be told beside the answers. */
export function tell(voice: Voice, note: string): Voice {
  return { ...voice, lines: add(voice.lines, { thread_id: '', speaker: '', named: false, parts: [note] }) }
}

function grown(voice: Voice, message: Message, over = false): Voice {
  const from = voice.at[message.id] ?? 0
  const { parts, next } = finished(message.content, from, over)
  const at = next === voice.at[message.id] ? voice.at : { ...voice.at, [message.id]: next }
  if (!parts.length) return at === voice.at ? voice : { ...voice, at }
  const { thread_id, speaker, id } = message
  return { at, speaker: id, lines: add(voice.lines, { thread_id, speaker, named: voice.speaker !== id, parts }) }
}

function ended(voice: Voice, message: Message): Voice {
  const { at, lines } = grown(voice, message, true)
  const { [message.id]: _, ...others } = at
  const { thread_id, speaker, status } = message
  return { at: others, speaker: '', lines: add(lines, { thread_id, speaker, named: true, parts: [], status }) }
}

function add(lines: readonly Line[], line: Omit<Line, 'n'>): readonly Line[] {
  return [...lines.slice(1 - KEPT), { n: (lines.at(-1)?.n ?? 0) + 1, ...line }]
}
