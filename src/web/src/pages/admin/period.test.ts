import { expect, test } from 'vitest'
import { dayOf, nextDay, queryOf, type Span } from './period'

const now = new Date(2026, 2, 6, 21, 30).getTime()
const query = (span: Span, code = '', venue = '') =>
  queryOf({ span, first: '2026-02-27', last: '2026-02-28', code, venue }, now).toString()

test('tonight is the last twelve hours, also after midnight', () => {
  expect(query('tonight')).toBe(`from=${now - 12 * 3_600_000}`)
})

test('a week and a month begin with a whole day and last until now, by whatever clock', () => {
  expect(query('week')).toBe('from=2026-02-28')
  expect(query('month')).toBe('from=2026-02-05')
})

test('days of one’s own include the last one, over the ends of months and summer time', () => {
  expect(query('days')).toBe('from=2026-02-27&to=2026-03-01')
  expect(nextDay('2026-03-28')).toBe('2026-03-29')
  expect(nextDay('2026-03-29')).toBe('2026-03-30')
  expect(nextDay('2026-12-31')).toBe('2027-01-01')
  expect(dayOf(now)).toBe('2026-03-06')
})

test('one queue can be asked for, or one venue', () => {
  expect(query('tonight', 'BCDFGH')).toContain('code=BCDFGH')
  expect(query('week', '', 'f00')).toBe('venue=f00&from=2026-02-28')
})
