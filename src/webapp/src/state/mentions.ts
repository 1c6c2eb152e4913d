/** Who is called by name in a message (`@neo`, `@all`), and which name is being typed. */
import { AGENT_IDS, type AgentId } from './model'

export type Called = AgentId | 'all'

/** An `@` that begins a word, and what of a name was typed after it. */
export interface Mention {
  readonly from: number
  readonly query: string
}

const NAMES: Record<Called, readonly string[]> = { anima: ['anima'], neo: ['neo'], nexus: ['nexus'], all: ['all', 'tous'] }
const CALLABLE: readonly Called[] = [...AGENT_IDS, 'all']
const LONGEST = 24

/** Only a space or a sign that opens something stands before a name that is called. */
const BEFORE = String.raw`(?<![^\s([{<"'«“‘„’*_~—–,;+&])`
/** `@neo.org` and `@neo-tools` are other names. */
const AFTER = String.raw`(?![\p{L}\p{N}\p{M}_@]|[./-][\p{L}\p{N}])`
const CALL = new RegExp(`${BEFORE}@(${Object.values(NAMES).flat().join('|')})${AFTER}`, 'giu')
const TYPED = new RegExp(String.raw`${BEFORE}@(\p{L}*)$`, 'u')

/** What is quoted or code calls nobody. */
const NOT_SPOKEN = [
  /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?)??(?:\n {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm,
  /`[^`\n]+`/g,
  /^ {0,3}>.*$/gm,
]

/** The agents whom a text calls, in their usual order. */
export function mentioned(text: string): AgentId[] {
  if (!text.includes('@')) return []
  const said = new Set([...spoken(text).matchAll(CALL)].map((call) => call[1]?.toLowerCase()))
  const called = CALLABLE.filter((one) => NAMES[one].some((name) => said.has(name)))
  return AGENT_IDS.filter((id) => called.includes(id) || called.includes('all'))
}

/** The name that is being typed where the cursor is. */
export function mentionAt(text: string, caret: number): Mention | null {
  const start = Math.max(0, caret - LONGEST)
  const typed = TYPED.exec(text.slice(start, caret))
  if (!typed || /^[\p{L}\p{N}_]/u.test(text.slice(caret, caret + 2))) return null
  const from = start + typed.index
  return spoken(text.slice(0, caret))[from] === '@' ? { from, query: typed[1] ?? '' } : null
}

/** Whose names begin like this; nobody's when one is complete. */
export function offered(query: string): readonly Called[] {
  const begun = query.toLowerCase()
  if (CALLABLE.some((one) => NAMES[one].includes(begun))) return []
  return CALLABLE.filter((one) => NAMES[one].some((name) => name.startsWith(begun)))
}

function spoken(text: string): string {
  return NOT_SPOKEN.reduce((so, not) => so.replace(not, (found) => found.replace(/[^\n]/g, ' ')), text)
}
