import { expect, test } from 'vitest'
import { Format } from './format'
import type { Metric, Report, Score } from './report'
import { cardRows, deviceRows, healthRows, sideRows, versusRows } from './tables'

const en = new Format({ language: 'en' })
const share = (value: number | undefined, n: number): Metric => ({
  name: 'no_show_rate',
  unit: 'share',
  n,
  ...(value === undefined ? {} : { value }),
})
const report = (now: Metric, before?: Metric): Report => ({
  from: 0,
  to: 1,
  open: 0,
  metrics: [now],
  heat: [],
  devices: [],
  shifts: [],
  ...(before ? { before: { from: 0, to: 1, metrics: [before] } } : {}),
})

test('a difference to before rests on the fewer visits of the two', () => {
  const [row] = versusRows(report(share(0.1, 50), share(0.3, 12)), en, (metric) => metric.name)
  expect(row?.label).toBe('no_show_rate')
  expect(row?.cells).toEqual([
    { text: '10%', n: 50 },
    { text: '30%', n: 12 },
    { text: '−20%', n: 12 },
  ])
})

test('without anything before there is no difference, and without a before no table', () => {
  const [row] = versusRows(report(share(0.1, 50), share(undefined, 0)), en, (metric) => metric.name)
  expect(row?.cells[2]).toEqual({ text: '–', n: 0 })
  expect(versusRows(report(share(0.1, 50)), en, (metric) => metric.name)).toEqual([])
})

test('a venue with few visits says so beside its name', () => {
  const venue = { id: 'a', name: 'Bar', metrics: [share(0.5, 2)] }
  const rows = sideRows(
    [
      { ...venue, fewVisits: true },
      { ...venue, name: 'Rome', fewVisits: false },
    ],
    en,
    'few',
  )
  expect(rows.map(({ label }) => label)).toEqual(['Bar (few)', 'Rome'])
  expect(rows[0]?.cells.filter(({ text }) => text !== '–')).toEqual([{ text: '50%', n: 2 }])
})

test('a report card tells what the host added to the promises, and dashes where there were none', () => {
  const none: Score = { n: 0 }
  const shift = {
    name: 'Bar',
    quotes: 3,
    score: { n: 2, inside: 0.5 },
    methods: { 'ours 1': { n: 2, inside: 0.5 } },
    hostQuotes: 1,
    hostChangeMs: 300_000,
    host: none,
    suggested: none,
  }
  const [row] = cardRows([shift], en)
  expect(row?.label).toBe('Bar')
  expect(row?.cells.map(({ text }) => text)).toEqual([
    '3',
    '50%',
    '–',
    '–',
    '–',
    'ours 1: 50% (2)',
    '1',
    '+5 min',
    '–',
    '–',
  ])
})

test('a device is told by its name, else by the beginning of its id, and skips by their reasons', () => {
  const say = (key: string) => key
  const rows = deviceRows(
    [
      { device: '0123456789', name: 'Door', acts: { called: 3 }, lastAt: 0, skips: { held: 1, none: 2 } },
      { device: '0123456789', acts: {}, skips: {} },
      { acts: {}, skips: {} },
    ],
    en,
    say,
  )
  expect(rows.map(({ label }) => label)).toEqual(['Door', 'admin.noName (012345)', 'admin.noDevice'])
  expect(rows[0]?.cells.at(-1)?.text).toBe('1 admin.skip.held, 2 admin.skip.none')
})

test('what is right now has a dash where nothing is known', () => {
  const say = (key: string) => key
  const health = { minutes: 5, pollsPerMinute: 12.5, hostsOnline: 1 }
  const texts = (...args: Parameters<typeof healthRows>) =>
    healthRows(...args).map(({ cells }) => cells[0]?.text)
  expect(texts({ ...health, unchangedShare: 0.93, p95Ms: 0.5 }, [], en, say)).toEqual([
    '12.5',
    '93%',
    '0.5 ms',
    '1',
    '–',
  ])
  expect(texts(health, [], en, say)).toEqual(['12.5', '–', '–', '1', '–'])
  expect(healthRows(undefined, [], en, say)).toEqual([])
})
