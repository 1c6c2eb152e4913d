/** Chords: keys pressed together, as one text such as `Mod+Shift+O`. Mod is Cmd on Apple's machines, Ctrl elsewhere. */

export const APPLE = /Mac OS X/.test(globalThis.navigator?.userAgent ?? '')

export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'>

const HELD = /^(Control|Shift|Alt|AltGraph|Meta|OS|Fn|FnLock|CapsLock|NumLock|ScrollLock|Dead|Process|Unidentified|Compose)$/
const WRITES = 'textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=checkbox], [type=radio], [type=button], [type=file])'

/** The chord that was pressed; '' while only Shift and the like are held. */
export function chordOf(press: Press, apple = APPLE): string {
  const key = keyOf(press)
  if (HELD.test(key)) return ''
  // AltGr only writes signs, even where it is told of as Ctrl and Alt.
  const writes = !apple && press.getModifierState('AltGraph')
  const held = [
    (apple ? press.metaKey : press.ctrlKey && !writes) && 'Mod',
    (apple ? press.ctrlKey : press.metaKey) && (apple ? 'Ctrl' : 'Meta'),
    press.altKey && !writes && 'Alt',
    press.shiftKey && !isSign(key) && 'Shift',
  ]
  return [...held.filter(Boolean), key].join('+')
}

/** The keys of a chord, one by one. */
export function keysIn(chord: string): string[] {
  return chord.split(/(?<=[^+])\+/)
}

/** Whether a chord may do something here: whoever writes needs every key that comes without Ctrl, Cmd or Alt; on Apple’s machines Alt writes too. */
export function mayFire(chord: string, target: EventTarget | null, apple = APPLE): boolean {
  return (apple ? /^(Mod|Ctrl)\+/ : /^(Mod|Ctrl|Alt)\+/).test(chord) || !(target instanceof Element && target.closest(WRITES))
}

/** The key by what it produces; where that is no Latin letter, by what it produces on a Latin keyboard. */
function keyOf({ key, code }: Press): string {
  if (key === ' ') return 'Space'
  const latin = /^Key([A-Z])$/.exec(code)?.[1]
  if (latin && (key === 'Dead' || /^[^ -~]$/u.test(key))) return latin
  return key.length === 1 ? key.toUpperCase() : key
}

/** What another keyboard has Shift for is the same sign. */
function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase()
}
