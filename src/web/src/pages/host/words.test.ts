import { expect, test } from 'vitest'
import english from '../../texts/en.json'
import { Texts } from '../../lib/texts'
import { newCommand } from './commands'
import { refusalOf } from './words'

const texts = new Texts('en', english)
const seat = newCommand('seat', { partyId: 'p' }, 'No. 12 Ann', 0)
const problem = { status: 409, code: 'party_changed', error: '' }

test('a refusal names the party and what somebody else did to it', () => {
  expect(refusalOf(seat, { ...problem, action: 'called' }, texts)).toBe('No. 12 Ann has been called already.')
  expect(refusalOf(seat, { ...problem, action: 'declared_nearby' }, texts)).toBe(
    "No. 12 Ann has just said: I'm here.",
  )
})

test('a refusal that is not known yet still says something', () => {
  expect(refusalOf(seat, { ...problem, action: 'teleported' }, texts)).toContain('No. 12 Ann: Somebody else')
  expect(refusalOf(seat, { ...problem, code: 'brand_new' }, texts)).toBe(
    'No. 12 Ann: That did not work. Please try again.',
  )
})
