/** Other keys for a command. Pure. */

type Keys = Readonly<Record<string, string>>

/** What moves about the page, closes and chooses; what browsers keep; what copies, undoes and moves while one writes. */
const NEEDED = [
  /^(Shift\+)?(Tab|Enter|Escape|Space|Backspace|Delete|Arrow\w+|Home|End|PageUp|PageDown)$/,
  /^(Alt\+(ArrowLeft|ArrowRight|F4|Tab|Space|Enter)|(Mod\+)?F(5|11|12)|Meta\+.+)$/,
  /^Mod\+([ACNQRTVWXYZ0-9]|(Shift\+)?(Tab|Enter|Backspace|Delete|Home|End|PageUp|PageDown|Arrow\w+))$/,
  /^Mod\+Shift\+[NQRTVWZ]$/,
]

/** Whether these keys would be missed elsewhere. */
export function isNeeded(chord: string): boolean {
  return NEEDED.some((one) => one.test(chord))
}

/** The choices with other keys for a command; the usual ones are no choice. */
export function rebound(keys: Keys, id: string, chord: string, usual: string): Keys {
  const others = Object.fromEntries(Object.entries(keys).filter(([one]) => one !== id))
  return chord === usual ? others : { ...others, [id]: chord }
}
