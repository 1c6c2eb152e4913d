/** Which command has which keys. Apart from the commands, which come when one is wanted. */
import type { CommandWords } from '../words/en/commands'
import { preferences } from './preferences.svelte'

export type CommandId = keyof CommandWords['commands']

export const USUAL: Readonly<Partial<Record<string, string>>> = {
  palette: 'Mod+K',
  shortcuts: '?',
  settings: 'Mod+,',
  focus: '/',
  new: 'Mod+Shift+O',
  next: 'Alt+ArrowDown',
  previous: 'Alt+ArrowUp',
  stop: 'Mod+.',
  copy: 'Mod+Shift+C',
  side: 'Mod+B',
  drawer: 'Mod+I',
} satisfies Partial<Record<CommandId, string>>

/** The chord that is in force; '' for none. */
export function keysOf(id: string): string {
  return preferences.chosen.keys[id] ?? USUAL[id] ?? ''
}

/** The command that has this chord. */
export function ownerOf(chord: string): string | undefined {
  const ids = Object.keys({ ...USUAL, ...preferences.chosen.keys })
  return chord ? ids.find((id) => keysOf(id) === chord) : undefined
}
