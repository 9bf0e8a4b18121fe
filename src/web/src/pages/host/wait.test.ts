import { expect, test } from 'vitest'
import { waitOf } from './wait'

const minute = 60_000

function wait(minutes: number, low = 22, high = 33) {
  const party = { joinedAt: 1000, quotedLowMs: low * minute, quotedHighMs: high * minute }
  return waitOf(party, 1000 + minutes * minute)
}

test('a wait is compared with what the guest was told, in the same steps', () => {
  expect(wait(14)).toEqual({ waited: 14, promised: { low: 20, high: 35 }, late: 0, level: 'good' })
})

test('it is near from four fifths of the promise on, and late after it', () => {
  expect([27, 28, 35].map((minutes) => wait(minutes).level)).toEqual(['good', 'near', 'near'])
  expect(wait(41)).toMatchObject({ late: 6, level: 'late' })
})

test('without a promise nobody is late', () => {
  expect(wait(90, 0, 0)).toEqual({ waited: 90, late: 0, level: 'good' })
})

test('a clock that is behind shows no negative wait', () => {
  expect(wait(-3).waited).toBe(0)
})
