import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opened, replay, seen, TAPES, type Tape } from './tapes'
import { shelf } from './threads'
import { together, World, type Step } from './world'

/** More of them find more: RUNS=20000 npx vitest run property */
const RUNS = Number(process.env['RUNS'] ?? 100)
const few = fc.nat({ max: 12 })
const which = fc.nat({ max: 5 })
const ahead = fc.nat({ max: 4 })
/** A page has room for a question and its answers at least. */
const most = fc.constantFrom(4, 5, 50)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('hear' as const), n: few }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume earlier' as const), n: few }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('miss' as const), n: few }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask for messages' as const), which, ahead, written: few }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask for earlier ones' as const), which, ahead }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask for threads' as const), ahead }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask for a thread' as const), which, ahead }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('be answered' as const), which }) },
)
const steps = fc.array(step, { maxLength: 25 })

function expectTruth(tapes: readonly Tape[], turns: readonly number[], most: number, happened: readonly Step[]): void {
  const events = together(tapes, turns)
  const world = new World(tapes, events, most)
  for (const one of happened) world.step(one)
  world.settle()
  for (const tape of tapes) expect(seen(tape, world.state)).toEqual(seen(tape, replay(opened(tape), tape.events)))
  expect(shelf(world.state, false)).toEqual(shelf(replay(world.state, events), false))
}

describe('whatever happens to what the server tells, in the end the page shows the truth', () => {
  it.each(TAPES)('of $name', (tape) => {
    fc.assert(fc.property(most, steps, (size, happened) => expectTruth([tape], [], size, happened)), { numRuns: RUNS })
  })
  it('of two threads at once', () => {
    const tapes = fc.shuffledSubarray([...TAPES], { minLength: 2, maxLength: 2 })
    const turns = fc.array(fc.nat({ max: 1 }), { maxLength: 80 })
    fc.assert(fc.property(tapes, turns, most, steps, expectTruth), { numRuns: RUNS })
  })
})
