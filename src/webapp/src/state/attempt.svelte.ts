/** Something that is tried from one place, where it is also said what went wrong. */
import { Problem } from '../wire/http'
import { problemText } from '../words'
import { page } from './page.svelte'

export class Attempt {
  busy = $state(false)
  /** What went wrong the last time. */
  problem = $state.raw<Problem | null>(null)

  readonly wrong = $derived(this.problem ? problemText(this.problem.code, this.problem.message, this.problem.wait) : '')

  /** Answers whether it went well. While one runs no other begins. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.problem = null
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.refused(error)
      return false
    } finally {
      this.busy = false
    }
  }

  /** What is written now was not refused yet; what has to wait waits on. */
  touched(): void {
    if (!this.problem?.wait) this.problem = null
  }

  protected refused(problem: Problem): void {
    this.problem = problem
    page.heed(problem)
  }
}
