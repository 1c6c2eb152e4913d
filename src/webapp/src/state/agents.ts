/** The agents' names, and which of them were last chosen to answer. */
import { AGENT_IDS, type AgentId } from './model'

const NAMES: Record<AgentId, string> = { anima: 'Anima', neo: 'Neo', nexus: 'Nexus' }
const KEY = 'emergence.agents'

export function isAgent(id: string): id is AgentId {
  return id in NAMES
}

/** The name under which a speaker appears; whoever was brought in by an import keeps the given one. */
export function nameOf(speaker: string): string {
  return isAgent(speaker) ? NAMES[speaker] : speaker.charAt(0).toUpperCase() + speaker.slice(1)
}

export function chosenAgents(): AgentId[] {
  const kept = (localStorage.getItem(KEY) ?? 'anima').split(',')
  return AGENT_IDS.filter((id) => kept.includes(id))
}

export function chooseAgents(ids: readonly AgentId[]): void {
  localStorage.setItem(KEY, ids.join(','))
}
