import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = new URL('../', import.meta.url)
const config = readFileSync(new URL('../vite.config.ts', source), 'utf8')
const left = new RegExp(/const notForGuests = \/(.*)\//.exec(config)?.[1] ?? 'x')

function textsIn(folder: string): string[] {
  const files = readdirSync(new URL(folder, source)).filter(
    (name) => /\.(svelte|ts)$/.test(name) && !name.includes('.test.'),
  )
  const all = files.map((name) => readFileSync(new URL(`${folder}/${name}`, source), 'utf8')).join('\n')
  return [...all.matchAll(/\b(?:say|count)\(\s*['`]([\w.]+)/g)].map((match) => match[1] ?? '')
}

test('guests get every text that their pages say', () => {
  const said = textsIn('pages/guest')
  expect(said.length).toBeGreaterThan(30)
  expect(said.filter((key) => left.test(key))).toEqual([])
})

test('what hosts are told stays away from guests', () => {
  expect(textsIn('pages/host').some((key) => left.test(key))).toBe(true)
})
