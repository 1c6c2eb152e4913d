/** What may be refused while somebody comes in: then a code may have to be shown too. */
import type { Problem } from '../wire/http'
import { Attempt } from './attempt.svelte'

const INVALID = 422

/** Back to what is most likely to be mistyped, to be written over. */
export function again(field: HTMLInputElement | null | undefined): void {
  field?.focus()
  field?.select()
}

export class Trying extends Attempt {
  /** A second factor is set up: the same is to be tried again with a code. */
  needsCode = $state(false)

  /** Back to what was said first. */
  back(): void {
    this.needsCode = false
    this.problem = null
  }

  protected override refused(problem: Problem): void {
    if (problem.code === 'code_needed') this.needsCode = true
    else this.problem = problem
    if (problem.status === INVALID || problem.code === 'bad_credentials') this.needsCode = false
  }
}
