/** Everything that can be done by name or by keys: what it does, and when there is something to do. */
import { tick } from 'svelte'
import { words } from '../words'
import type { CommandWords } from '../words/en/commands'
import type { CommandId } from './chords'
import { canEdit, desk, editLast } from './desk'
import { toggleDrawer } from './drawer.svelte'
import { answerAgain, copyLast, isArchived, lastAnswer, neighbour, saveAs, streaming, threadHere } from './here'
import { archive, signOut, stopAll } from './intents'
import { AGENT_IDS, type AgentId } from './model'
import { page } from './page.svelte'
import { preferences, type Choices } from './preferences.svelte'
import { ADMIN, DOCUMENTS, SETTINGS } from './route'

/** Where the threads stand beside the conversation. */
const WIDE = '(min-width: 47.5rem)'

export type Section = keyof CommandWords['sections']

export interface Command {
  readonly id: CommandId
  readonly section: Section
  /** Nobody else is told of it. */
  readonly admins?: boolean
  /** Whether it can be done now; it always can if this is missing. */
  when?(): boolean
  run(): unknown
  /** What is told of what came of it when nothing else shows it. */
  says?(came: unknown): string
}

export const COMMANDS: readonly Command[] = [
  { id: 'palette', section: 'page', run: () => (page.overlay = 'palette') },
  { id: 'new', section: 'threads', run: begin },
  { id: 'focus', section: 'page', when: () => desk() !== null, run: () => desk()?.focus() },
  { id: 'stop', section: 'answers', when: () => streaming().length > 0, run: () => stopAll(streaming()) },
  { id: 'copy', section: 'answers', when: canCopy, run: copyLast, says: (done) => (done ? words.copied : words.talk.notCopied) },
  { id: 'again', section: 'answers', when: () => Boolean(lastAnswer()), run: answerAgain },
  { id: 'edit', section: 'answers', when: canEdit, run: editLast },
  { id: 'next', section: 'threads', when: () => Boolean(neighbour(1)), run: () => page.go(neighbour(1) ?? null) },
  { id: 'previous', section: 'threads', when: () => Boolean(neighbour(-1)), run: () => page.go(neighbour(-1) ?? null) },
  ...AGENT_IDS.map((id) => answers(id, [id])),
  answers('all', AGENT_IDS),
  { id: 'side', section: 'look', when: () => matchMedia(WIDE).matches, run: () => preferences.choose({ side: !preferences.chosen.side }) },
  { id: 'drawer', section: 'look', when: () => Boolean(threadHere()), run: toggleDrawer },
  { id: 'archive', section: 'threads', when: () => isArchived() === false, run: () => archive(threadHere() ?? '', true) },
  { id: 'unarchive', section: 'threads', when: () => isArchived() === true, run: () => archive(threadHere() ?? '', false) },
  { id: 'saveMd', section: 'threads', when: () => isArchived() !== undefined, run: () => saveAs('md') },
  { id: 'saveJson', section: 'threads', when: () => isArchived() !== undefined, run: () => saveAs('json') },
  looks('beside', { layout: 'side' }),
  looks('sequence', { layout: 'sequence' }),
  looks('light', { theme: 'light' }),
  looks('dark', { theme: 'dark' }),
  looks('system', { theme: 'system' }),
  { id: 'documents', section: 'page', when: () => page.where.at !== 'documents', run: () => page.visit(DOCUMENTS) },
  { id: 'settings', section: 'page', when: () => page.where.at !== 'settings', run: () => page.visit(SETTINGS) },
  ...(['people', 'sessions', 'audit'] as const).map(adminPage),
  { id: 'shortcuts', section: 'page', run: () => (page.overlay = 'shortcuts') },
  { id: 'signOut', section: 'page', run: signOut },
]

export function can(command: Command): boolean {
  return isFor(command) && (command.when?.() ?? true)
}

/** Whether this is a command for whoever is signed in. */
export function isFor(command: Command): boolean {
  return !command.admins || page.user?.role === 'admin'
}

export function commandBy(id: string): Command | undefined {
  return COMMANDS.find((one) => one.id === id)
}

/** Do it if it can be done now; the answer is what to tell then. */
export async function perform(id: string): Promise<string | undefined> {
  const command = commandBy(id)
  if (!command || !can(command)) return undefined
  const came = await command.run()
  return command.says?.(came)
}

async function begin(): Promise<void> {
  if (page.where.at !== 'home') page.go(null)
  await tick()
  desk()?.focus()
}

function canCopy(): boolean {
  return Boolean(lastAnswer()?.content)
}

function answers(id: AgentId | 'all', ids: readonly AgentId[]): Command {
  return { id, section: 'answers', when: () => desk() !== null, run: () => desk()?.choose(ids) }
}

function adminPage(id: 'people' | 'sessions' | 'audit'): Command {
  const away = () => page.where.at !== 'admin' || page.where.part !== id
  return { id, section: 'page', admins: true, when: away, run: () => page.visit(`${ADMIN}/${id}`) }
}

/** Choose how the page looks, unless it looks so already. */
function looks(id: CommandId, change: Partial<Choices>): Command {
  const differs = () => Object.entries(change).some(([name, value]) => preferences.chosen[name as keyof Choices] !== value)
  return { id, section: 'look', when: differs, run: () => preferences.choose(change) }
}
