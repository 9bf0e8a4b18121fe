import { expect, test } from 'vitest'
import english from '../../texts/en.json'
import { Texts } from '../../lib/texts'
import type { RecentRow } from '../../lib/views'
import { newCommand } from './commands'
import { endOf, refusalOf } from './words'

const texts = new Texts('en', english)
const seat = newCommand('seat', { partyId: 'p' }, 'No. 12 Ann', 0)
const problem = { status: 409, code: 'party_changed', error: '' }

test('a refusal names the party and what somebody else did to it', () => {
  expect(refusalOf(seat, { ...problem, action: 'called' }, texts)).toBe('No. 12 Ann has been called already.')
  expect(refusalOf(seat, { ...problem, action: 'declared_nearby' }, texts)).toBe(
    "No. 12 Ann has just said: I'm here.",
  )
})

test('a refusal names what was taken back meanwhile, too', () => {
  expect(refusalOf(seat, { ...problem, action: 'call_taken_back' }, texts)).toBe(
    'The call of No. 12 Ann has been taken back already.',
  )
  expect(refusalOf(seat, { ...problem, action: 'restored' }, texts)).toBe(
    'No. 12 Ann is back on the list already.',
  )
})

test('an end says how it was in this kind of queue, and when', () => {
  const row = { status: 'served', endedAt: Date.parse('2026-07-31T18:05:00') } as RecentRow
  expect(endOf(row, true, texts)).toMatch(/^Seated 6:05/)
  expect(endOf(row, false, texts)).toMatch(/^Done 6:05/)
  expect(endOf({ ...row, status: 'no_show' }, true, texts)).toMatch(/^No-show 6:05/)
})

test('a refusal that is not known yet still says something', () => {
  expect(refusalOf(seat, { ...problem, action: 'teleported' }, texts)).toBe(
    'No. 12 Ann was changed meanwhile. Look again.',
  )
  expect(refusalOf(seat, { ...problem, code: 'brand_new' }, texts)).toBe(
    'No. 12 Ann: That did not work. Please try again.',
  )
})

test('a refusal names the device on which somebody was faster', () => {
  expect(refusalOf(seat, { ...problem, action: 'seated', device: 'Terrace' }, texts)).toBe(
    'No. 12 Ann has been seated already. (Terrace)',
  )
})
