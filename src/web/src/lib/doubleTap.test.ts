import { expect, test } from 'vitest'
import { isDoubleTap } from './doubleTap'

const target = new EventTarget()
const tap = { at: 1000, x: 100, y: 100, target, isKey: false }

test('a second tap at once on the same spot is one by mistake, whatever lies there by then', () => {
  expect(isDoubleTap(undefined, tap)).toBe(false)
  expect(isDoubleTap(tap, { ...tap, at: 1399, x: 110, target: new EventTarget() })).toBe(true)
  expect(isDoubleTap(tap, { ...tap, at: 1400 })).toBe(false)
})

test('a tap on something else is meant, however fast', () => {
  expect(isDoubleTap(tap, { ...tap, at: 1001, x: 180 })).toBe(false)
})

test('a key that is held down presses once', () => {
  const key = { ...tap, x: 0, y: 0, isKey: true }
  expect(isDoubleTap(key, { ...key, at: 1030 })).toBe(true)
  expect(isDoubleTap(key, { ...key, at: 1030, target: new EventTarget() })).toBe(false)
})
