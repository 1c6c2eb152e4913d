/** The page's shell as the service worker keeps it: told from this page by its version, looked for anew, put in place. */

const WORKER = '/sw.js'
const ANSWER_MS = 2_000

interface Policy {
  createScriptURL(url: string): string
}
interface Policies {
  createPolicy(name: string, rules: Policy): Policy
}

/** A second one of its name would be refused. */
let policy: Policy | undefined

export class Shell {
  #registration: ServiceWorkerRegistration | null = null
  #found: () => void

  /** `found`: a shell of another version than this page is there. */
  constructor(found: () => void) {
    this.#found = found
  }

  /** Let the browser keep the shell, if it does such a thing; again where it has been made to forget it. */
  async install(): Promise<void> {
    if (import.meta.env.DEV || !('serviceWorker' in navigator)) return
    const { serviceWorker } = navigator
    const registration = await serviceWorker.register(workerUrl(), { updateViaCache: 'none' }).catch(() => null)
    if (!registration || registration === this.#registration) return
    if (!this.#registration) serviceWorker.addEventListener('controllerchange', () => void this.#compare(serviceWorker.controller))
    this.#registration = registration
    registration.addEventListener('updatefound', () => this.#await(registration.installing))
    this.#await(registration.installing)
    await this.#compare(registration.waiting)
  }

  /** Ask the server for another version. */
  async look(): Promise<void> {
    await this.#registration?.update().catch(() => undefined)
  }

  /** Something of this version is missing: say again if there is another. */
  async check(): Promise<void> {
    await this.look()
    await this.#compare(this.#registration?.waiting ?? this.#registration?.active ?? null)
  }

  /** Put the version that waits in place, then load the page from it. */
  renew(): void {
    const waiting = this.#registration?.waiting
    if (!waiting) return location.reload()
    waiting.addEventListener('statechange', () => waiting.state !== 'activating' && location.reload())
    waiting.postMessage('take over')
  }

  #await(installing: ServiceWorker | null): void {
    installing?.addEventListener('statechange', () => installing.state === 'installed' && void this.#compare(installing))
  }

  /** A person who has reloaded the page may be ahead of the worker: then nobody needs to be asked. */
  async #compare(worker: ServiceWorker | null): Promise<void> {
    if (!worker) return
    const version = await versionOf(worker)
    if (version === undefined) return
    if (version !== pageVersion()) this.#found()
    else if (worker === this.#registration?.waiting) worker.postMessage('take over')
  }
}

/** The only script URL that is ever made here. */
function workerUrl(): string {
  const { trustedTypes } = window as { trustedTypes?: Policies }
  policy ??= trustedTypes?.createPolicy('emergence-worker', { createScriptURL: () => WORKER })
  return policy ? policy.createScriptURL('') : WORKER
}

function pageVersion(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name=version]')?.content
}

function versionOf(worker: ServiceWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise((resolve) => {
    port1.onmessage = (message) => resolve(message.data)
    setTimeout(resolve, ANSWER_MS)
  })
  worker.postMessage('version', [port2])
  return answer.finally(() => port1.close())
}
