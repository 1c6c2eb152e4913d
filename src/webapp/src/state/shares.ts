/** A thread's costs as they are shown: in which order, and what each is of the whole as far as that can be said. */
import type { Cost } from '../wire/types.gen'
import { AGENT_IDS } from './model'
import { isOffline } from './models'

export interface Shares {
  /** What is compared; nothing where something is not known, or there is nothing to compare. */
  readonly of: 'cost' | 'tokens' | 'nothing'
  /** From 0 to 1, in the order of the costs. */
  readonly parts: readonly number[]
}

const ORDER: readonly string[] = [...AGENT_IDS, 'title']
const NOTHING: Shares = { of: 'nothing', parts: [] }

/** The agents in their usual order, and last what else was asked of a model. */
export function ordered(costs: readonly Cost[]): Cost[] {
  return costs.toSorted((a, b) => ORDER.indexOf(a.agent) - ORDER.indexOf(b.agent))
}

/** Of the money if all of it is known, else of the tokens if those are. */
export function shares(costs: readonly Cost[]): Shares {
  if (costs.length < 2) return NOTHING
  const paid = costs.every((one) => !one.unpriced) ? parts(costs.map((one) => one.cost ?? 0)) : []
  if (paid.length) return { of: 'cost', parts: paid }
  const counted = uncounted(costs) ? [] : parts(costs.map(tokens))
  return counted.length ? { of: 'tokens', parts: counted } : NOTHING
}

/** Calls of a model whose tokens nobody counted. */
export function uncounted(costs: readonly Cost[]): number {
  return costs.reduce((sum, one) => sum + (isOffline(one.model) ? 0 : one.uncounted), 0)
}

/** Answers that were given: a title is none. */
export function answers(costs: readonly Cost[]): number {
  return costs.reduce((sum, one) => sum + (one.agent === 'title' ? 0 : one.calls), 0)
}

function tokens(cost: Cost): number {
  return (cost.input_tokens ?? 0) + (cost.output_tokens ?? 0)
}

function parts(amounts: readonly number[]): number[] {
  const whole = amounts.reduce((sum, one) => sum + one, 0)
  return whole > 0 ? amounts.map((one) => one / whole) : []
}
