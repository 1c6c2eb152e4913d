/** How long a frame may be: the server hangs up on a longer one, so it must not be sent. */
import type { Command } from './types.gen'

export const FRAME_BYTES = 64 * 1024
/** No character takes more than six bytes as JSON. */
const WIDEST = 6
const ENVELOPE_BYTES = 1024

/** About how many characters a command's text has too many; 0 when it fits. */
export function excess(command: Command): number {
  return Math.max(0, -spare(command))
}

/** About how many characters more a command's text may have: less than 0 when it has too many, without end while it is far from that. */
export function spare(command: Command): number {
  const text = 'text' in command ? command.text : ''
  if (text.length * WIDEST + ENVELOPE_BYTES <= FRAME_BYTES / 2) return Infinity
  const left = FRAME_BYTES - bytes(command)
  return Math.floor((left * text.length) / bytes(text))
}

function bytes(what: unknown): number {
  return new TextEncoder().encode(JSON.stringify(what)).length
}
