import { expect, test } from 'vitest'
import { heatOf, keptByHour, keptByPart, servedOf, type Metric } from './report'

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

test('the heat map is a table of the weekdays and hours in which anything was, the same for all it measures', () => {
  const heat = [
    { day: 6, hour: 19, line: 2, served: 0, abandoned: 0 },
    { day: 5, hour: 18, line: 1.5, served: 3, abandoned: 1 },
    { day: 5, hour: 20, line: 4, served: 0, abandoned: 0 },
  ]
  expect(heatOf(heat, 'line')).toEqual({
    days: [4, 5],
    hours: [18, 19, 20],
    cells: [
      [1.5, 0, 4],
      [0, 2, 0],
    ],
  })
  expect(heatOf(heat, 'served').cells).toEqual([
    [3, 0, 0],
    [0, 0, 0],
  ])
})

test('promises by part say how many visits each rests on, sizes first', () => {
  const metric: Metric = {
    name: 'm',
    unit: 'share',
    n: 3,
    by: { 'hour 18': 0.5, 'size 3-4': 0, 'size 1-2': 1 },
    byN: { 'hour 18': 2, 'size 3-4': 1, 'size 1-2': 1 },
  }
  expect(keptByPart(metric)).toEqual([
    { part: 'size', value: '1-2', share: 1, n: 1 },
    { part: 'size', value: '3-4', share: 0, n: 1 },
    { part: 'hour', value: '18', share: 0.5, n: 2 },
  ])
})

test('promises are compared by the hour, sizes stay apart', () => {
  const kept = metric({ 'hour 20': 0.5, 'hour 08': 1, 'size 1-2': 0.7 })
  expect(keptByHour(kept, String)).toEqual({ labels: ['8', '20'], values: [100, 50] })
})

test('a report without numbers has no bars', () => {
  expect(servedOf(undefined, label).values).toEqual([])
  expect(heatOf([], 'line')).toEqual({ days: [], hours: [], cells: [] })
  expect(keptByPart(undefined)).toEqual([])
  expect(keptByHour(metric({}), String).values).toEqual([])
})
