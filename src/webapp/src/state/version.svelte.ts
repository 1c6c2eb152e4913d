/** Whether there is another version of the page than the one that runs. */
import { Shell } from '../wire/shell'
import { page } from './page.svelte'

class Version {
  /** Another one is there, and nobody has put it off. */
  waits = $state.raw(false)
  readonly #shell = new Shell(() => (this.waits = true))

  install(): void {
    void this.#shell.install()
  }

  look(): void {
    void this.#shell.look()
  }

  check(): void {
    void this.#shell.check()
  }

  /** Load the page anew, in the version that waits. */
  take(): void {
    this.#shell.renew()
  }

  putOff(): void {
    this.waits = false
  }
}

export const version = new Version()

/** Keep the page installed, and look for another version whenever the server is back. To be called once, while a component is made. */
export function keepInstalled(): void {
  const user = $derived(page.user && page.user.id)
  $effect(() => {
    // A sign-out has made the browser forget it: it is kept again for whoever comes next.
    if (user === null) return
    if (document.readyState === 'complete') return version.install()
    addEventListener('load', () => version.install(), { once: true })
  })
  $effect(() => {
    const missing = () => version.check()
    addEventListener('vite:preloadError', missing)
    return () => removeEventListener('vite:preloadError', missing)
  })
  $effect(() => {
    if (page.connection === 'open') version.look()
  })
}
