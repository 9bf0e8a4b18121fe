import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import english from '../../texts/en.json'
import { actNames, metricNames, sideNames, skipNames, tileNames } from './words'

test('every metric of the documentation has a name in words, and none is made up', () => {
  const docs = readFileSync(new URL('../../../../../docs/analytics.md', import.meta.url), 'utf8')
  const rows = docs.split('\n').filter((line) => /^\| \d+ \|/.test(line))
  const documented = rows.flatMap((row) => [...(row.split('|').at(-2) ?? '').matchAll(/`([a-z_]+)`/g)])
  const names = documented.map((match) => match[1]).filter((name) => name !== undefined)
  expect(names.filter((name) => !(name in metricNames))).toEqual([])
  expect(Object.keys(metricNames).filter((name) => !names.includes(name))).toEqual([])
})

test('every name is a text, and every tile a metric', () => {
  const names = [metricNames, actNames, skipNames].flatMap((words) => Object.values(words))
  expect(names.filter((key) => !(key in english))).toEqual([])
  expect([...tileNames, ...sideNames].filter((name) => !(name in metricNames))).toEqual([])
})
