import { expect, test } from 'vitest'
import { boardOf, isCall } from './board'

const now = 1_000_000
const call = (ticket: number, secondsAgo: number) => ({ ticket, calledAt: now - secondsAgo * 1000 })
const tickets = (rows: { ticket: number }[]) => rows.map(({ ticket }) => ticket)

test('two calls in one second are both huge for a minute', () => {
  const { fresh, earlier } = boardOf([call(9, 1), call(8, 1), call(7, 61)], now)
  expect([tickets(fresh), tickets(earlier)]).toEqual([[9, 8], [7]])
})

test('the last call stays huge while nobody else is called', () => {
  const { fresh, earlier } = boardOf([call(9, 90), call(8, 200)], now)
  expect([tickets(fresh), tickets(earlier)]).toEqual([[9], [8]])
  expect(boardOf([], now)).toEqual({ fresh: [], earlier: [] })
})

test('the newest nine of many are huge, and the others are called before', () => {
  const { fresh, earlier } = boardOf(
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((ticket) => call(ticket, 2)),
    now,
  )
  expect([tickets(fresh), tickets(earlier)]).toEqual([
    [12, 11, 10, 9, 8, 7, 6, 5, 4],
    [3, 2],
  ])
})

test('it sounds for a call and for one that is called again, not for one that ended', () => {
  expect(isCall([call(1, 9)], [call(1, 9), call(2, 0)])).toBe(true)
  expect(isCall([call(1, 9)], [call(1, 0)])).toBe(true)
  expect(isCall([call(1, 9), call(2, 5)], [call(1, 9)])).toBe(false)
})
