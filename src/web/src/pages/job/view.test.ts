import { expect, test } from 'vitest'
import { percentOf, rowsOf, type JobView } from './view'

const view = (progress: number) => ({ progress }) as JobView

test('a job is at 100 % when it is done and not a moment before', () => {
  expect([0, 0.423, 0.9999, 1].map((progress) => percentOf(view(progress), 'en'))).toEqual([
    '0%',
    '42%',
    '99%',
    '100%',
  ])
})

test('a small result is read as names and values', () => {
  expect(rowsOf({ success: true, count: 12, note: null })).toEqual([
    ['success', 'true'],
    ['count', '12'],
    ['note', 'null'],
  ])
})

test.each([
  [undefined],
  [null],
  [7],
  ['text'],
  [{}],
  [[1]],
  [{ a: { b: 1 } }],
  [Object.fromEntries([...Array(21).keys()].map((key) => [key, 1]))],
])('a result such as %j is shown as it is', (result) => {
  expect(rowsOf(result)).toBeUndefined()
})
