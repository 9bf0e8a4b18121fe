import { expect, test } from 'vitest'
import { Format } from './format'

const en = new Format({ language: 'en' })

test('a value is written in its unit, and as a dash where there is none', () => {
  expect(en.value('share', 0.123)).toBe('12%')
  expect(en.value('ms', 90_000)).toBe('90 sec')
  expect(en.value('ms', 200_000)).toBe('3.3 min')
  expect(en.value('ms', 25.4 * 60_000)).toBe('25 min')
  expect(en.value('per_hour', 7.25)).toBe('7.3')
  expect(en.value('ms', undefined)).toBe('–')
  expect(new Format({ language: 'de' }).value('count', 1234.5)).toBe('1.234,5')
})

test('weekdays begin with Monday', () => {
  expect([0, 6].map((day) => en.weekday(day))).toEqual(['Mon', 'Sun'])
})
