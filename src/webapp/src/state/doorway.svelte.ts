/** What the doors have in common while somebody comes in: who it is, and who else could vouch for them. */
import { auth } from '../wire/api'
import { Problem } from '../wire/http'
import { page } from './page.svelte'

/** So long the door waits for a button that may come, so that it does not move under a finger. */
const PATIENCE_MS = 800

class Doorway {
  email = $state('')
  /** A new password was set just now. */
  renewed = $state(false)
  /** What the issuer is called by which one can sign in; empty without one, undefined while it is not known. */
  issuer = $state<string>()
  #looking = false

  look(): void {
    if (this.#looking) return
    this.#looking = true
    window.setTimeout(() => (this.issuer ??= ''), PATIENCE_MS)
    void this.#ask()
  }

  /** The address named a door: what it said is used up, and does not stay in the address or the history. */
  leave(): void {
    history.replaceState(null, '', '#/')
    page.go(null)
  }

  /** Nothing of who has come in stays for who comes next. */
  forget(): void {
    this.email = ''
    this.renewed = false
  }

  async #ask(): Promise<void> {
    try {
      this.issuer = (await auth.issuer()).name ?? ''
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.issuer = ''
      this.#looking = false
    }
  }
}

export const doorway = new Doorway()
