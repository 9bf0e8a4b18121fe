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
  answer = ok({ ok: true, party: { rev: 12 }, undo: { version: 31, until: 0 } })
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
    bySize: true,
    serverNow: () => Date.now(),
    onAnswer: () => undefined,
  })
}

const later = (ms: number) => vi.advanceTimersByTime(ms)
const actions = () => sent.map(({ path }) => path)

test('a call goes out at once, and one tap undoes it by the version that it made', async () => {
  const hand = newHand()
  hand.call(row)
  await settle()
  expect(actions()).toEqual(['call'])
  expect(hand.lastText(Date.now())).toBe('No. 4 Kim called')

  hand.undo()
  await settle()
  expect(sent[1]).toEqual({ path: 'undo', body: { version: 31 } })
  expect(hand.lastText(Date.now())).toBeUndefined()
})

test('what is still on its way is undone as soon as it is answered, and shows no more at once', async () => {
  let arrive: (response: Response) => void = () => undefined
  answer = () => new Promise((done) => (arrive = done))
  const hand = newHand()
  hand.seat(row)
  await settle()
  hand.undo()
  expect(hand.commands).toEqual([])
  expect(actions()).toEqual(['seat'])

  answer = ok({ ok: true })
  arrive(Response.json({ ok: true, undo: { version: 33 } }))
  await settle()
  expect(sent[1]).toEqual({ path: 'undo', body: { version: 33 } })
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

test('a second call carries the version of the first', async () => {
  const hand = newHand()
  hand.callAgain(calledRow)
  await settle()
  expect(sent).toEqual([{ path: 'call', body: { partyId: 'p4', rev: 11 } }])
  expect(hand.lastText(Date.now())).toBe('Calling No. 4 Kim again: the alert goes out once more')
})

test('a call and an end of long ago are taken back with the version that the host saw', async () => {
  const hand = newHand()
  hand.takeBack(calledRow)
  await settle()
  expect(hand.lastText(Date.now())).toBe('False alarm: No. 4 Kim keeps the place in line')
  later(500)
  hand.takeBack(endedRow)
  await settle()
  expect(hand.lastText(Date.now())).toBe('No. 4 Kim is back at the old place')
  expect(sent.map(({ body }) => body['rev'])).toEqual([11, 14])
})

test('what was done can be undone for ten seconds', async () => {
  const hand = newHand()
  hand.seat(row)
  await settle()
  expect(hand.lastText(Date.now())).toBe('No. 4 Kim seated')
  later(10_000)
  expect(hand.lastText(Date.now())).toBeUndefined()
})

test('a party that was added is named with its number and can be undone', async () => {
  answer = ok({ ok: true, party: { ...row, ticket: 9 }, undo: { version: 41 } })
  const hand = newHand()
  hand.add({ name: 'Lou', size: 3 }, { lowMs: 600_000, highMs: 900_000 })
  await settle()
  expect(sent).toEqual([
    { path: 'add', body: { name: 'Lou', size: 3, quotedLowMs: 600_000, quotedHighMs: 900_000 } },
  ])
  expect(hand.lastText(Date.now())).toContain('Lou is number 9')
  hand.undo()
  await settle()
  expect(sent[1]).toEqual({ path: 'undo', body: { version: 41 } })
})

test('pausing, telling everybody and noting who walked away are said and undone alike', async () => {
  const hand = newHand()
  hand.pause(true)
  expect(hand.lastText(Date.now())).toBe('Joining is paused')
  await settle()
  hand.announce('Soup is out', 30)
  expect(hand.lastText(Date.now())).toBe('Everybody who waits is told')
  await settle()
  hand.decline(4, 900_000)
  expect(hand.lastText(Date.now())).toBe('Noted: 4 people did not want to wait')
  await settle()
  hand.undo()
  await settle()
  expect(actions()).toEqual(['pause', 'announce', 'decline', 'undo'])
})

test('a call that is refused can not be taken back', async () => {
  answer = () => Promise.resolve(Response.json({ code: 'party_changed', action: 'left' }, { status: 409 }))
  const hand = newHand()
  hand.call(row)
  await settle()
  expect(hand.lastText(Date.now())).toBeUndefined()
  expect(hand.refusals).toEqual(['No. 4 Kim has left the list.'])
})

test('going on is undone as one', async () => {
  answer = ok({ nowServing: { rev: 21 }, undo: { version: 52 } })
  const hand = newHand()
  const next = { ...row, id: 'p5', ticket: 5 }
  hand.advance({ serving: calledRow, waiting: [next], next, called: [], people: 2 })
  await settle()
  hand.undo()
  await settle()
  expect(sent).toEqual([
    { path: 'advance', body: { servedParty: 'p4' } },
    { path: 'undo', body: { version: 52 } },
  ])
})
