import { beforeEach, expect, test } from 'vitest'
import { Store } from './storage'
import { findTicket, forget, fragmentOf, recall, remember } from './tickets'

const first = { partyId: '11111111-1111-4111-8111-111111111111', sessionId: 'a1' }
const second = { partyId: '22222222-2222-4222-8222-222222222222', sessionId: 'a1' }

let store: Store

beforeEach(() => {
  const refused = (): Storage => {
    throw new Error('SecurityError')
  }
  store = new Store(refused)
})

test('the ticket in the address wins, then the one of the cookie, then the last one', () => {
  remember('BCDFGH', { ...second, joinedAt: 1 }, store)
  const cookie = { party: second.partyId, session: 'a1' }
  expect(findTicket('BCDFGH', fragmentOf(first), cookie, store)).toEqual(first)
  expect(findTicket('BCDFGH', '', cookie, store)).toEqual(second)
  expect(findTicket('BCDFGH', '', {}, store)).toMatchObject(second)
  expect(findTicket('OTHERS', '', {}, store)).toBeUndefined()
})

test('an address that holds no ticket is none', () => {
  for (const fragment of ['#t=', '#t=1', '#x', '#t=<script>']) {
    expect(findTicket('BCDFGH', fragment, {}, store)).toBeUndefined()
  }
})

test('two parties on one phone are remembered apart', () => {
  remember('BCDFGH', { ...first, joinedAt: 1, near: true }, store)
  remember('BCDFGH', { ...second, joinedAt: 2 }, store)
  expect(recall('BCDFGH', first.partyId, store)?.near).toBe(true)
  forget('BCDFGH', first.partyId, store)
  expect(recall('BCDFGH', first.partyId, store)).toBeUndefined()
  expect(findTicket('BCDFGH', '', {}, store)).toMatchObject(second)
})
