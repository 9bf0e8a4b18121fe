/// <reference types="vitest/config" />
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { readdirSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

// Each folder of src/pages is a page, its entry is main.ts. The server finds the built files of a page in the manifest.
const pages = readdirSync(new URL('src/pages', import.meta.url))
const inputs = Object.fromEntries(pages.map((page) => [page, `src/pages/${page}/main.ts`]))

// Texts that the server alone says, as `lib/texts.ts` knows too: every page loads a catalogue, so it has no more than it needs.
const serversOwn = /^(home|privacy)\./
const notForGuests = /^(home|privacy|new|host|tag|display|poster|admin|job|room|view|venue)\./
const words: Plugin = {
  name: 'words',
  enforce: 'pre',
  transform: (code, id) => {
    const [, forGuests] = /\/src\/texts\/\w+\.json(\?guest)?$/.exec(id) ?? [undefined, undefined]
    if (!/\/src\/texts\/\w+\.json/.test(id)) return null
    const left = forGuests ? notForGuests : serversOwn
    return JSON.stringify(JSON.parse(code), (key, text: unknown) => (left.test(key) ? undefined : text))
  },
}

// Svelte's modules are all named by one, so who needs them is not to be seen. The largest is for lists, and a ticket has none.
const unusedByTickets = /\/svelte\/src\/internal\/client\/dom\/blocks\/each/

type InfoOf = (id: string) => { importers: readonly string[]; dynamicImporters: readonly string[] } | null

// A file costs some 400 bytes of headers, so what several pages share comes in few: what guests need at once, what a ticket needs too,
// what only those need who watch, and the rest. Nothing of the latter two is on a guest's way.
function chunkOf(id: string, { getModuleInfo }: { getModuleInfo: InfoOf }): string | undefined {
  if (/\.json(\?|$)/.test(id)) return undefined
  const users = usersOf(id, getModuleInfo, new Set())
  if (users.size < 2) return undefined
  if (unusedByTickets.test(id)) return 'more'
  if (users.has('guest')) return 'base'
  if (users.has('ticket')) return 'live'
  return [...users].every((user) => user === 'job' || user === 'room') ? 'watch' : 'more'
}

// The pages that need a module, and what is loaded later by its file.
function usersOf(id: string, infoOf: InfoOf, seen: Set<string>): Set<string> {
  const [, page, file] = /\/src\/pages\/(\w+)\/(\w+)\.ts$/.exec(id) ?? []
  const { importers = [], dynamicImporters = [] } = infoOf(id) ?? {}
  if (page && file === 'main') return new Set([page])
  if (file && dynamicImporters.length > 0) return new Set([file])
  if (seen.has(id)) return new Set()
  seen.add(id)
  return new Set(importers.flatMap((importer) => [...usersOf(importer, infoOf, seen)]))
}

export default defineConfig({
  plugins: [words, svelte()],
  // Only what the server names is served; there is no index.html.
  appType: 'custom',
  json: { namedExports: false },
  build: {
    outDir: process.env['QUEUE_WEB_OUT'] ?? 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: ['es2021', 'safari15'],
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: {
      input: { ...inputs, sw: 'src/sw/sw.ts' },
      output: {
        // The service worker keeps its address: browsers compare its bytes.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        manualChunks: chunkOf,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
