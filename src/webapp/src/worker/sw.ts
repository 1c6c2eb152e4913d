/** The service worker: it keeps the page's shell, so that it opens without its server too. Of a person it keeps nothing. */
/** Written in by the build: the version, and what its page is made of besides `/`. */
declare const VERSION: string
declare const SHELL: readonly string[]

const worker = self as unknown as ServiceWorkerGlobalScope
const PREFIX = 'shell-'
const KEPT = PREFIX + VERSION
const PATIENCE_MS = 2_000
/** What a proxy says in place of a server that is away. */
const AWAY = [502, 503, 504]

worker.addEventListener('install', (event) => event.waitUntil(fill()))
worker.addEventListener('activate', (event) => event.waitUntil(begin()))
worker.addEventListener('message', (event) => {
  if (event.data === 'version') event.ports[0]?.postMessage(VERSION)
  if (event.data === 'take over') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { origin, pathname, search } = new URL(event.request.url)
  if (origin !== worker.location.origin || event.request.method !== 'GET') return
  if (event.request.mode === 'navigate') return event.respondWith(pathname === '/' ? page(event) : early(event))
  if (SHELL.includes(pathname + search) || pathname.startsWith('/assets/')) event.respondWith(part(event.request))
})

async function fill(): Promise<void> {
  const index = await fetch('/')
  if (!(await index.clone().text()).includes(VERSION)) throw new Error('The server has a page of another version.')
  const cache = await caches.open(KEPT)
  await cache.put('/', index)
  await cache.addAll(SHELL)
}

async function begin(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== KEPT).map((name) => caches.delete(name)))
  await worker.registration.navigationPreload?.enable()
  await worker.clients.claim()
}

/** The server's own page if it comes soon, else the one that is kept. */
async function page(event: FetchEvent): Promise<Response> {
  const kept = await known('/')
  const live = fresh(event)
  return kept ? Promise.race([live.catch(() => kept), later(kept)]) : live
}

async function fresh(event: FetchEvent): Promise<Response> {
  const response = await early(event)
  if (AWAY.includes(response.status) && (await known('/'))) throw new Error('away')
  return response
}

/** What the browser has asked for already: to leave it would be to ask twice, and some things are good once. */
async function early(event: FetchEvent): Promise<Response> {
  return ((await event.preloadResponse) as Response | undefined) ?? fetch(event.request)
}

/** A file whose name changes with what is in it: kept for ever once it was seen. */
async function part(request: Request): Promise<Response> {
  const kept = await known(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.status === 200) void keep(request, response.clone())
  return response
}

async function keep(request: Request, response: Response): Promise<void> {
  const cache = await caches.open(KEPT)
  await cache.put(request, response).catch(() => undefined)
}

function known(what: Request | string): Promise<Response | undefined> {
  return caches.match(what, { cacheName: KEPT, ignoreVary: true })
}

function later(response: Response): Promise<Response> {
  return new Promise((resolve) => setTimeout(() => resolve(response), PATIENCE_MS))
}
