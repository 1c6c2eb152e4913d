/** The people of the allowlist: how each stands, and which of them fit. */
import type { PersonView } from '../wire/types.gen'

export type Standing = 'invited' | 'active' | 'out'
export const STANDINGS: readonly Standing[] = ['active', 'invited', 'out']

export function standing(person: PersonView): Standing {
  if (person.disabled_at) return 'out'
  return person.active ? 'active' : 'invited'
}

export function fitting(people: readonly PersonView[], typed: string, shown: Standing | ''): PersonView[] {
  const wanted = typed.trim().toLowerCase()
  return people.filter((one) => one.email.includes(wanted) && (!shown || standing(one) === shown))
}

/** With this person as they are now, in their place by e-mail. */
export function withPerson(people: readonly PersonView[], person: PersonView): PersonView[] {
  const others = people.filter((one) => one.email !== person.email)
  return [...others, person].sort((a, b) => (a.email < b.email ? -1 : 1))
}
