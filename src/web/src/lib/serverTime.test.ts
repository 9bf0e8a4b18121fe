import { expect, test } from 'vitest'
import { ServerTime } from './serverTime'

const hour = 3_600_000
const noon = Date.parse('2026-07-31T12:00:00Z')

test('a clock that is an hour off is corrected by the server', () => {
  const time = new ServerTime(() => noon + hour)
  time.observe('Fri, 31 Jul 2026 12:00:00 GMT', noon + hour - 200, noon + hour)
  expect(Math.abs(time.now() - noon)).toBeLessThan(1000)
})

test('an answer without a date changes nothing', () => {
  const time = new ServerTime(() => noon)
  time.observe(null, noon, noon)
  time.observe('yesterday', noon, noon)
  expect(time.now()).toBe(noon)
})

test('differences within the precision of the header do not move the clock', () => {
  const time = new ServerTime(() => noon)
  time.observe('Fri, 31 Jul 2026 12:00:00 GMT', noon - 100, noon)
  expect(time.now()).toBe(noon)
})
