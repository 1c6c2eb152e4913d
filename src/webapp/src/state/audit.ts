/** A line of the audit trail as a sentence. */
import type { EntryView } from '../wire/types.gen'
import type { AdminWords } from '../words/en/admin'

type Said = AdminWords['audit']

/** What nobody has a sentence for is shown as it is. */
export function sentence(entry: EntryView, said: Said): string {
  const told = said.actions[nameOf(entry)]
  const how = entry.outcome === 'refused' ? (told?.refused ?? told?.done) : told?.done
  const who = entry.actor_email ?? (entry.address ? said.somebody : said.server)
  return how ? how(who, entry.target ?? '') : said.unknown(who, [entry.action, entry.target].filter(Boolean).join(' '))
}

/** Who ends a session of their own names it; who ends another's, its person. */
function nameOf({ action, target }: EntryView): string {
  return action === 'session.revoke' && target && !target.includes('@') ? 'session.revoke.own' : action
}
