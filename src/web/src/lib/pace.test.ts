import { expect, test } from 'vitest'
import { delayMs, retryAfterMs, type Pace } from './pace'

const good: Pace = { nextPollMs: 5000, failures: 0, held: false, random: 0.5 }

test('the server says when to ask again, give or take a tenth', () => {
  expect(delayMs(good)).toBe(5000)
  expect(delayMs({ ...good, random: 0 })).toBe(4500)
  expect(delayMs({ ...good, random: 1 })).toBe(5500)
})

test('after a held request the next follows at once', () => {
  expect(delayMs({ ...good, held: true })).toBeLessThanOrEqual(200)
})

test('failures wait longer and longer, up to half a minute', () => {
  const waits = [1, 2, 3, 4, 5, 6, 60].map((failures) => delayMs({ ...good, failures, random: 1 }))
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  expect(delayMs({ ...good, failures: 60, random: 0 })).toBe(15_000)
})

test('a server that asks for patience gets it, never less', () => {
  expect(delayMs({ ...good, failures: 1, retryAfterMs: 45_000, random: 0 })).toBe(45_000)
})

test('Retry-After is read in seconds', () => {
  expect(retryAfterMs('3')).toBe(3000)
  for (const header of [null, '', 'soon', '-1', '999999']) expect(retryAfterMs(header)).toBeUndefined()
})
