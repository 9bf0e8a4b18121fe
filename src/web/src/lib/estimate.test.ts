import { expect, test } from 'vitest'
import { anchorOf, estimateOf, hasSlipped, type Anchor } from './estimate'
import type { GuestView } from './views'

const minute = 60_000
const six = Date.parse('2026-07-31T18:00:00Z')
const anchor: Anchor = { at: six, lowMs: 12 * minute, highMs: 23 * minute, position: 4 }
const view: GuestView = {
  type: 'position',
  nextPollMs: 1,
  position: 4,
  estimatedLowMs: 12 * minute,
  estimatedHighMs: 23 * minute,
}

test('a range comes in steps of five minutes, with clock times', () => {
  expect(estimateOf(anchor, six)).toEqual({
    kind: 'range',
    lowMinutes: 10,
    highMinutes: 25,
    lowAt: six + 10 * minute,
    highAt: six + 25 * minute,
  })
})

test('it shrinks as time passes and its clock times stay', () => {
  expect(estimateOf(anchor, six + 8 * minute)).toMatchObject({
    lowMinutes: 0,
    highMinutes: 15,
    highAt: six + 25 * minute,
  })
})

test('below five minutes there is no number', () => {
  expect(estimateOf(anchor, six + 18 * minute)).toEqual({ kind: 'soon' })
})

test('a guest who waits longer than told is not forgotten', () => {
  expect(estimateOf(anchor, six + 23 * minute)).toEqual({ kind: 'late' })
})

test('with nobody ahead it is soon', () => {
  expect(estimateOf({ at: six, lowMs: 0, highMs: 0, position: 1 }, six + 60 * minute)).toEqual({
    kind: 'soon',
  })
})

test('the same view keeps its anchor, another starts anew', () => {
  const first = anchorOf(view, six)
  expect(anchorOf(view, six + 5 * minute, first)).toBe(first)
  expect(anchorOf({ ...view, position: 3 }, six + 5 * minute, first).at).toBe(six + 5 * minute)
})

test('a slip of ten minutes is worth a word, less is not', () => {
  const estimate = estimateOf(anchor, six)
  expect(hasSlipped(six + 15 * minute, estimate)).toBe(true)
  expect(hasSlipped(six + 20 * minute, estimate)).toBe(false)
  expect(hasSlipped(undefined, estimate)).toBe(false)
})
