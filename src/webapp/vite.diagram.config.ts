/** The frame that draws diagrams, built on its own: it shares no file with the page, for it is served under rules of its own. */
import { defineConfig } from 'vite'

const NAMES = 'assets/diagram-[name]-[hash].js'

export default defineConfig({
  // The layout engine that mermaid would load here has a licence that is not permissive; ours is always `dagre`.
  resolve: { alias: { 'elkjs/lib/elk.bundled.js': '/src/diagram/elk.ts' } },
  build: {
    target: 'es2022',
    modulePreload: false,
    emptyOutDir: false,
    copyPublicDir: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: 'diagram.html', output: { entryFileNames: NAMES, chunkFileNames: NAMES } },
  },
})
