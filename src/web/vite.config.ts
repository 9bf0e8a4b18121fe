/// <reference types="vitest/config" />
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { readdirSync } from 'node:fs'
import { defineConfig } from 'vite'

// Each folder of src/pages is a page, its entry is main.ts. The server finds the built files of a page in the manifest.
const pages = readdirSync(new URL('src/pages', import.meta.url))
const inputs = Object.fromEntries(pages.map((page) => [page, `src/pages/${page}/main.ts`]))

export default defineConfig({
  plugins: [svelte()],
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
        // A file costs some 400 bytes of headers: what several pages share comes in few.
        experimentalMinChunkSize: 10_000,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
