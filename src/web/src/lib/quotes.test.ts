import { expect, test } from 'vitest'
import english from '../texts/en.json'
import { estimateFor, quotesOf, waitText } from './quotes'
import { Texts } from './texts'

const texts = new Texts('en', english)

test('a wait is told in steps of five minutes', () => {
  expect(waitText(0, 0, texts)).toBe('any moment')
  expect(waitText(22 * 60_000, 33 * 60_000, texts)).toBe('20–35 min')
})

test('a walk-in is told the wait of its size', () => {
  const bands = [
    { minSize: 1, maxSize: 2, lowMs: 1, highMs: 2 },
    { minSize: 3, maxSize: 20, lowMs: 3, highMs: 4 },
  ]
  expect(estimateFor(3, bands)?.lowMs).toBe(3)
  expect(estimateFor(21, bands)).toBeUndefined()
})

test('waits are told by size, or one for all', () => {
  const bands = [
    { minSize: 1, maxSize: 2, lowMs: 0, highMs: 0 },
    { minSize: 3, maxSize: 4, lowMs: 600_000, highMs: 900_000 },
    { minSize: 5, maxSize: 12, lowMs: 1_200_000, highMs: 2_400_000 },
  ]
  const quotes = quotesOf(bands, { bySize: true, maxPartySize: 12 }, texts)
  expect(quotes.map(({ short, size, wait }) => [short, size, wait])).toEqual([
    ['1–2', '1–2 people', 'any moment'],
    ['3–4', '3–4 people', '10–15 min'],
    ['5+', '5 or more', '20–40 min'],
  ])
  expect(quotesOf(bands, { bySize: false, maxPartySize: 12 }, texts)).toHaveLength(1)
  const same = bands.map((band) => ({ ...band, lowMs: 0, highMs: 0 }))
  expect(quotesOf(same, { bySize: true, maxPartySize: 12 }, texts)).toHaveLength(1)
})
