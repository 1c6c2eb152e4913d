import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { shell } from './vite.shell.ts'

/** Every browser that we build for reads woff2: the other forms of the letters of formulas would be shipped for nobody. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('katex.min.css') ? code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, '') : null),
}
const SERVER = process.env['EMERGENCE_URL'] ?? 'http://localhost:8000'

export default defineConfig({
  plugins: [svelte(), onlyWoff2, shell()],
  build: { target: 'es2022', cssTarget: ['chrome123', 'firefox120', 'safari17.5'], modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  // The frame of diagrams has no origin: it asks for its scripts as a stranger.
  server: { cors: { origin: 'null' }, proxy: { '/api': SERVER, '/ws': { target: SERVER, ws: true } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
