import { expect, test } from 'vitest'
import { keptByHour, lineOf, servedOf, type Metric } from './report'

const metric = (by: Record<string, number>): Metric => ({ name: 'm', unit: 'count', n: 1, by })
const label = (at: number, isDay: boolean) =>
  new Date(at).toISOString().slice(isDay ? 5 : 11, isDay ? 10 : 16)

test('an hour in which nobody was served is a gap, not left out', () => {
  const served = metric({ '2026-03-06T18:00Z': 4, '2026-03-06T20:00Z': 7 })
  expect(servedOf(served, label)).toEqual({ labels: ['18:00', '19:00', '20:00'], values: [4, 0, 7] })
})

test('more than a day of hours is shown as days', () => {
  const served = metric({ '2026-03-01T18:00Z': 4, '2026-03-01T19:00Z': 1, '2026-03-03T20:00Z': 7 })
  expect(servedOf(served, label)).toEqual({ labels: ['03-01', '03-02', '03-03'], values: [5, 0, 7] })
})

test('the line is a table of the weekdays and hours in which somebody waited', () => {
  const line = metric({ 'Sat 19': 2, 'Fri 18': 1.5, 'Fri 20': 4, most: 9 })
  expect(lineOf(line)).toEqual({
    days: [4, 5],
    hours: [18, 19, 20],
    cells: [
      [1.5, 0, 4],
      [0, 2, 0],
    ],
  })
})

test('promises are compared by the hour, sizes stay apart', () => {
  const kept = metric({ 'hour 20': 0.5, 'hour 08': 1, 'size 1-2': 0.7 })
  expect(keptByHour(kept, String)).toEqual({ labels: ['8', '20'], values: [100, 50] })
})

test('a report without numbers has no bars', () => {
  expect(servedOf(undefined, label).values).toEqual([])
  expect(lineOf(undefined)).toEqual({ days: [], hours: [], cells: [] })
  expect(keptByHour(metric({}), String).values).toEqual([])
})
