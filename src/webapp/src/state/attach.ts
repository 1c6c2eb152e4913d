/** What becomes of files that are given with a message: a text goes into it, anything else is not taken. */

export interface Taken {
  /** What goes into the message. */
  readonly texts: readonly string[]
  /** The names of what was not taken. */
  readonly refused: readonly string[]
}

const FILE_BYTES = 40 * 1024
const ALL_BYTES = 60 * 1024
/** Written in letters, yet made for a program. */
const NOT_TEXT = /^(?:%PDF-|\{\\rtf)/
const LANGUAGE = /\.([a-z][a-z0-9+]{0,11})$/i
const FENCE = /`{3,}/g

/** Read files in their order, as far as there is room. */
export async function takeFiles(files: readonly File[]): Promise<Taken> {
  const texts: string[] = []
  const refused: string[] = []
  let room = ALL_BYTES
  for (const file of files) {
    const text = file.size <= Math.min(room, FILE_BYTES) ? await textOf(file) : null
    if (text === null) refused.push(file.name)
    else texts.push(fenced(file.name, text))
    if (text !== null) room -= file.size
  }
  return { texts, refused }
}

/** A text under its name, in a fence that nothing within it closes. */
export function fenced(name: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(FENCE), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const language = LANGUAGE.exec(name)?.[1]?.toLowerCase() ?? ''
  return `\`${name.replace(/[`\s]+/g, ' ').trim()}\`\n${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}\n`
}

/** What a file says, if it is a text. */
async function textOf(file: File): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return readable(text) ? text.replace(/\r\n?/g, '\n') : null
  } catch {
    return null
  }
}

function readable(text: string): boolean {
  return Boolean(text.trim()) && !NOT_TEXT.test(text) && !/[\0-\x08\x0e-\x1f\x7f]/.test(text)
}
