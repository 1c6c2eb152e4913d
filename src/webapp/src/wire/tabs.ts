/** The other tabs of this browser: they are told when the cookie, which all share, lets somebody in anew. */

const NAME = 'emergence.tabs'
const CAME = 'came'
const tabs = new BroadcastChannel(NAME)

/** Somebody has come in here. */
export function tellCame(): void {
  tabs.postMessage(CAME)
}

/** Do this when somebody has come in in another tab. */
export function whenCame(then: () => void): void {
  tabs.onmessage = (message) => message.data === CAME && then()
}
