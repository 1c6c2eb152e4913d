/** Chords as they stand on the keys that people have before them. */
import { APPLE, keysIn } from './keys'

type Names = Readonly<Partial<Record<string, string>>>

const ARROWS: Names = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }
const SIGNS: Names = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Mod: '⌘', Backspace: '⌫', Delete: '⌦', Enter: '↩', Escape: 'esc', Tab: '⇥', ...ARROWS }
/** Apple names what is held in this order. */
const HELD = ['Ctrl', 'Alt', 'Shift', 'Mod']

/** What stands on each key of a chord. */
export function caps(chord: string, names: Names, apple = APPLE): string[] {
  const keys = chord ? keysIn(chord) : []
  if (!apple) return keys.map((key) => ({ ...ARROWS, ...names, Mod: names['Ctrl'] })[key] ?? key)
  const held = HELD.filter((key) => keys.includes(key))
  return [...held, ...keys.filter((key) => !held.includes(key))].map((key) => ({ ...names, ...SIGNS })[key] ?? key)
}

/** A chord in a sentence. */
export function spelled(chord: string, names: Names, apple = APPLE): string {
  return caps(chord, names, apple).join(apple ? '' : '+')
}
