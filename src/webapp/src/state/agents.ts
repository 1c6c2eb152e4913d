/** The agents' names, and which of them were chosen to answer. */
import { AGENT_IDS, type AgentId } from './model'
import { preferences } from './preferences.svelte'

const NAMES: Record<AgentId, string> = { anima: 'Anima', neo: 'Neo', nexus: 'Nexus' }
const KEY = 'emergence.agents'

export function isAgent(id: string): id is AgentId {
  return Object.hasOwn(NAMES, id)
}

/** The name under which a speaker appears; whoever was brought in by an import keeps the given one. */
export function nameOf(speaker: string): string {
  return isAgent(speaker) ? NAMES[speaker] : speaker.charAt(0).toUpperCase() + speaker.slice(1)
}

/** Who answers: as this tab chose last in the thread; in a new one as preferred; else as was chosen last anywhere. */
export function chosenAgents(threadId: string): AgentId[] {
  const preferred = threadId ? null : preferences.chosen.agents
  const here = threadId ? sessionStorage.getItem(`${KEY}.${threadId}`) : null
  const kept = here?.split(',') ?? (preferred?.length ? preferred : (localStorage.getItem(KEY) ?? 'anima').split(','))
  return AGENT_IDS.filter((id) => kept.includes(id))
}

export function chooseAgents(threadId: string, ids: readonly AgentId[]): void {
  if (ids.length) keep(localStorage, KEY, ids)
  if (threadId) chooseIn(threadId, ids)
}

/** Choose for one thread, in this tab. */
export function chooseIn(threadId: string, ids: readonly AgentId[]): void {
  keep(sessionStorage, `${KEY}.${threadId}`, ids)
}

function keep(storage: Storage, key: string, ids: readonly AgentId[]): void {
  try {
    storage.setItem(key, ids.join(','))
  } catch {
    // A full storage only means that it is to be chosen again.
  }
}
