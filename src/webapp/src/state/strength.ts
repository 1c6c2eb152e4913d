/** A guess, made in this browser, at how hard a password is to guess. It is kind to nobody; the server has the last word. */

export const SHORTEST = 12

export interface Strength {
  /** 0 while it is too short; then 1, easily guessed, to 4, strong. */
  readonly level: 0 | 1 | 2 | 3 | 4
  /** How many characters are missing. */
  readonly missing: number
  /** Why it is weaker than it is long. */
  readonly why?: 'known' | 'repeats'
}

/** Bits from which a password is fair, good and strong. */
const STEPS = [30, 45, 60]
const DIFFERENT = 5
const LETTERS_OF_ONES_OWN = 4
/** What guessers try first, and the names of this place. The server knows many more. */
const KNOWN =
  /passwor[dt]|passwd|motdepasse|emergence|anima|nexus|neo|azerty(?:uiop)?|qwert[yz](?:uiop)?|iloveyou|jetaime|welcome|bienvenue|bonjour|letmein|admin|doudou|soleil|football|dragon|monkey/g
const LOOKALIKES: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '0': 'o', $: 's', '5': 's', '!': 'i', '7': 't' }
/** More than this of a password changes nothing. */
const MOST = 200

export function strength(password: string, email = ''): Strength {
  const written = password.normalize('NFKC')
  const missing = Math.max(0, SHORTEST - Array.from(written).length)
  if (missing) return { level: 0, missing }
  const text = Array.from(written).slice(0, MOST).join('')
  if (new Set(text.toLowerCase()).size < DIFFERENT) return { level: 1, missing, why: 'repeats' }
  const own = without(text, email)
  if (letters(own) < LETTERS_OF_ONES_OWN) return { level: 1, missing, why: 'known' }
  const once = own.replace(/(.{2,}?)\1+/gu, '$1')
  const level = (1 + STEPS.filter((step) => bits(once) >= step).length) as Strength['level']
  if (level > 2 || once.length === text.length) return { level, missing }
  return { level, missing, why: once.length < own.length ? 'repeats' : 'known' }
}

/** What is left of it without the words that anybody would try, as they stand or in disguise. */
function without(text: string, email: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '')
  const mine = email.toLowerCase().split(/[^a-z]+/).filter((part) => part.length >= 4)
  const left = [plain, disguised(plain)].map((one) => mine.reduce((so, part) => so.replaceAll(new RegExp(part, 'gi'), ''), one))
  const kept = left.map((one) => one.replace(new RegExp(KNOWN.source, 'gi'), ''))
  return kept[0]!.length <= kept[1]!.length ? kept[0]! : kept[1]!
}

function disguised(text: string): string {
  return Array.from(text, (sign) => LOOKALIKES[sign] ?? sign).join('')
}

function letters(text: string): number {
  return text.replace(/[^\p{L}\u{80}-\u{10ffff}]/gu, '').length
}

function bits(text: string): number {
  const signs = Array.from(text)
  return signs.reduce((sum, sign, at) => sum + worth(sign, signs[at - 1] ?? ''), 0)
}

/** A letter inside a word says little that the word has not said, a sign that goes on in a row almost nothing. */
function worth(sign: string, before: string): number {
  const step = Math.abs((sign.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0))
  if (before && step <= 1) return 0.5
  const [kind, last] = [kindOf(sign), kindOf(before)]
  if (kind === last) return kind === 'sign' ? 3 : kind === 'digit' ? 2.5 : 2
  return kind === 'room' ? 1 : kind === 'digit' ? 3.3 : 4.7
}

function kindOf(sign: string): 'small' | 'capital' | 'digit' | 'room' | 'sign' | '' {
  if (!sign) return ''
  if (/\s|-/.test(sign)) return 'room'
  if (/\d/.test(sign)) return 'digit'
  if (/\p{Lu}/u.test(sign)) return 'capital'
  return /\p{L}/u.test(sign) ? 'small' : 'sign'
}
