/** Gives the page its version, and writes the service worker that keeps the files of its first load. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { transformWithOxc, type Plugin, type Rolldown } from 'vite'

const WORKER = resolve(import.meta.dirname, 'src/worker/sw.ts')
const LOADED = /(?:src|href)="(\/[^"]+)"/g
type Bundle = Rolldown.OutputBundle

export function shell(): Plugin {
  let publicDir = ''
  return {
    name: 'emergence-shell',
    apply: 'build',
    configResolved: (config) => void (publicDir = config.publicDir),
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const index = bundle['index.html']
        if (index?.type !== 'asset') throw new Error('there is no index.html to keep')
        const named = await withTags(String(index.source), (path) => content(bundle, publicDir, path))
        const version = short(named)
        index.source = named.replace('<title>', `<meta name="version" content="${version}" />\n    <title>`)
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await written(version, loaded(named)) })
      },
    },
  }
}

/** What is not named after its content gets a tag of it, so that no version is shown with the files of another. */
async function withTags(html: string, contentOf: (path: string) => Promise<string | Uint8Array>): Promise<string> {
  const plain = loaded(html).filter((path) => !path.startsWith('/assets/'))
  const tags = await Promise.all(plain.map(async (path) => [path, short(await contentOf(path))] as const))
  return tags.reduce((so, [path, tag]) => so.replace(`"${path}"`, `"${path}?v=${tag}"`), html)
}

async function content(bundle: Bundle, publicDir: string, path: string): Promise<string | Uint8Array> {
  const made = bundle[path.slice(1)]
  if (made) return made.type === 'asset' ? made.source : made.code
  return readFile(resolve(publicDir, path.slice(1)))
}

async function written(version: string, files: readonly string[]): Promise<string> {
  const { code } = await transformWithOxc(await readFile(WORKER, 'utf8'), WORKER)
  return `const VERSION = ${JSON.stringify(version)}\nconst SHELL = ${JSON.stringify(files)}\n${code}`
}

function loaded(html: string): string[] {
  return [...html.matchAll(LOADED)].map(([, path]) => path ?? '')
}

function short(what: string | Uint8Array): string {
  return createHash('sha256').update(what).digest('hex').slice(0, 12)
}
