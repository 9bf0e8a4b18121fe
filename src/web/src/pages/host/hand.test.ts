import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import english from '../../texts/en.json'
import { Store } from '../../lib/storage'
import { settle } from '../../lib/testing'
import { Texts } from '../../lib/texts'
import type { HostRow, RecentRow } from '../../lib/views'
import { Hand } from './hand.svelte'
import { row as rowOf } from './testing'

const row = rowOf(4, { name: 'Kim', rev: 9 })
const calledRow: HostRow = { ...row, status: 'called', calledAt: 1, rev: 11 }
const endedRow: RecentRow = { ...row, status: 'no_show', endedAt: 5, rev: 14 }

let sent: { path: string; body: Record<string, unknown> }[]
let answer: () => Promise<Response>

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  sent = []
  answer = ok({ ok: true, party: { rev: 12 } })
  vi.stubGlobal('fetch', (path: string, { body }: { body: string }) => {
    sent.push({ path: path.split('/').at(-1) ?? '', body: JSON.parse(body) })
    return answer()
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function ok(body: object) {
  return () => Promise.resolve(Response.json(body))
}

function newHand(): Hand {
  const store = new Store(() => {
    throw new Error('none')
  })
  return new Hand({
    key: { code: 'BCDFGH', token: 't', name: '', at: 0 },
    store,
    texts: new Texts('en', english),
    serverNow: () => Date.now(),
    onAnswer: () => undefined,
  })
}

const later = (ms: number) => vi.advanceTimersByTime(ms)
const actions = () => sent.map(({ path }) => path)

test('a call goes out at once, and one tap takes it back with the version that it made', async () => {
  const hand = newHand()
  hand.call(row)
  await settle()
  expect(actions()).toEqual(['call'])
  expect(hand.calling?.command.who).toBe('No. 4 Kim')

  hand.undo()
  await settle()
  expect(sent[1]).toEqual({ path: 'restore', body: { partyId: 'p4', rev: 12 } })
  expect(hand.calling).toBeUndefined()
})

test('a call that is still on its way is taken back as soon as it is answered, and shows no more at once', async () => {
  let arrive: (response: Response) => void = () => undefined
  answer = () => new Promise((done) => (arrive = done))
  const hand = newHand()
  hand.call(row)
  await settle()
  hand.undo()
  expect(hand.commands).toEqual([])
  expect(actions()).toEqual(['call'])

  answer = ok({ ok: true, party: { rev: 13 } })
  arrive(Response.json({ ok: true, party: { rev: 12 } }))
  await settle()
  expect(sent[1]).toEqual({ path: 'restore', body: { partyId: 'p4', rev: 12 } })
})

test('without a network a call that was never sent is forgotten', async () => {
  answer = () => Promise.reject(new TypeError('offline'))
  const hand = newHand()
  hand.call(row)
  await settle()
  later(500)
  hand.call({ ...row, id: 'p5' })
  hand.undo()
  expect(hand.waiting.map(({ body }) => body.partyId)).toEqual(['p4'])

  // The first may have arrived all the same.
  later(500)
  hand.takeBack({ ...calledRow, pending: true } as HostRow)
  expect(hand.waiting.map(({ body }) => body.partyId)).toEqual(['p4'])
  expect(hand.commands).toEqual([])
})

test('a second call carries the version of the first, and offers no undo', async () => {
  const hand = newHand()
  hand.callAgain(calledRow)
  await settle()
  expect(sent).toEqual([{ path: 'call', body: { partyId: 'p4', rev: 11 } }])
  expect(hand.calling).toBeUndefined()
  expect(hand.said?.text).toBe('Calling No. 4 Kim again: the alert goes out once more')
})

test('a call and an end of long ago are taken back with the version that the host saw', async () => {
  const hand = newHand()
  hand.takeBack(calledRow)
  await settle()
  expect(hand.said?.text).toBe('False alarm: No. 4 Kim keeps the place in line')
  later(500)
  hand.takeBack(endedRow)
  await settle()
  expect(hand.said?.text).toBe('No. 4 Kim is back at the old place')
  expect(sent.map(({ body }) => body['rev'])).toEqual([11, 14])
})

test('an end waits for six seconds, and is forgotten when it is taken back from the list of the recent', async () => {
  const hand = newHand()
  hand.seat(row)
  expect(hand.held?.action).toBe('seat')
  later(500)
  hand.takeBack(endedRow)
  expect(hand.held).toBeUndefined()

  hand.seat(row)
  later(6000)
  await settle()
  expect(actions()).toEqual(['seat'])
})

test('a call that is refused can not be taken back', async () => {
  answer = () => Promise.resolve(Response.json({ code: 'party_changed', action: 'left' }, { status: 409 }))
  const hand = newHand()
  hand.call(row)
  await settle()
  expect(hand.calling).toBeUndefined()
  expect(hand.refusals).toEqual(['No. 4 Kim has left the list.'])
})

test('the next party can be taken back when it was called by going on', async () => {
  answer = ok({ nowServing: { rev: 21 } })
  const hand = newHand()
  hand.advance({ serving: calledRow, waiting: [{ ...row, id: 'p5', ticket: 5 }], called: [], people: 2 })
  await settle()
  hand.undo()
  await settle()
  expect(sent).toEqual([
    { path: 'advance', body: { servedParty: 'p4' } },
    { path: 'restore', body: { partyId: 'p5', rev: 21 } },
  ])
})
