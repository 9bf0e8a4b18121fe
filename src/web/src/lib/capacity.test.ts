import { expect, test } from 'vitest'
import { capacityOf, draftOfCapacity } from './capacity'

test('what nobody said is asked for by what the queue is like, and nothing of it is sent', () => {
  expect(draftOfCapacity({}, true).kind).toBe('tables')
  expect(draftOfCapacity({}, false).kind).toBe('counters')
  expect(capacityOf(draftOfCapacity({}, true))).toEqual({ tables: [] })
  expect(capacityOf(draftOfCapacity({}, false))).toEqual({ tables: [] })
})

test('tables of sizes that the form does not ask for stay', () => {
  const known = {
    turnMinutes: 70,
    tables: [
      { seats: 2, count: 4 },
      { seats: 5, count: 1 },
    ],
  }
  const draft = draftOfCapacity(known, false)
  expect(draft.tables.map(({ seats }) => seats)).toEqual([2, 4, 5, 6, 8])
  expect(capacityOf(draft)).toEqual(known)
})

test('a counter takes tables back', () => {
  const draft = draftOfCapacity({ tables: [{ seats: 4, count: 3 }], turnMinutes: 50 }, true)
  expect(capacityOf({ ...draft, kind: 'counters', counters: 3, serviceMinutes: 7 })).toEqual({
    tables: [],
    counters: 3,
    serviceMinutes: 7,
  })
})

test('numbers that cannot be become the nearest that can', () => {
  const draft = draftOfCapacity({}, true)
  expect(
    capacityOf({
      ...draft,
      tables: [
        { seats: 4, count: 2.4 },
        { seats: 6, count: 5000 },
      ],
      turnMinutes: -3,
    }),
  ).toEqual({
    tables: [
      { seats: 4, count: 2 },
      { seats: 6, count: 1000 },
    ],
    turnMinutes: 1,
  })
})
