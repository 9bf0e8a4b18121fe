import { beforeEach, expect, test } from 'vitest'
import { unreachable, type Problem, type Result } from './api'
import { Outbox } from './outbox'
import { Store } from './storage'
import { ManualClock, ManualPage } from './testing'

interface Note {
  key: string
}

let clock: ManualClock
let page: ManualPage
let store: Store
let answers: Result<unknown>[]
let sent: string[]
let done: [string, boolean][]
let waiting: string[]
let waitingWhenDone: string[]

const accepted: Result<unknown> = { ok: true, body: {} }
const away: Result<unknown> = { ok: false, problem: unreachable }

function refusal(problem: Partial<Problem>): Result<unknown> {
  return { ok: false, problem: { status: 409, code: 'party_changed', error: '', ...problem } }
}

beforeEach(() => {
  clock = new ManualClock()
  page = new ManualPage()
  const kept = new Map<string, string>()
  store = new Store(
    () =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      }) as unknown as Storage,
  )
  answers = []
  sent = []
  done = []
  waiting = []
})

function open(): Outbox<Note> {
  const outbox = new Outbox<Note>(
    {
      store,
      name: 'outbox',
      send: ({ key }) => {
        sent.push(key)
        return Promise.resolve(answers.shift() ?? accepted)
      },
      onChange: (entries) => (waiting = entries.map(({ key }) => key)),
      onDone: ({ key }, { ok }) => {
        done.push([key, ok])
        waitingWhenDone = waiting
      },
    },
    { clock, page, random: () => 0.5 },
  )
  outbox.start()
  return outbox
}

test('entries are sent in order, one at a time', async () => {
  const outbox = open()
  outbox.add({ key: 'a' })
  outbox.add({ key: 'b' })
  expect(sent).toEqual(['a'])
  await clock.pass(0)
  expect(sent).toEqual(['a', 'b'])
  expect(done).toEqual([
    ['a', true],
    ['b', true],
  ])
  expect(waiting).toEqual([])
})

test('without a network they wait, and each is sent once when it is back', async () => {
  answers = [away, away]
  const outbox = open()
  outbox.add({ key: 'a' })
  await clock.pass(0)
  outbox.add({ key: 'b' })
  expect([sent, waiting]).toEqual([['a'], ['a', 'b']])
  await clock.pass(800)
  expect(sent).toEqual(['a', 'a'])
  page.show(true)
  await clock.pass(60_000)
  expect(sent).toEqual(['a', 'a', 'a', 'b'])
  expect(waiting).toEqual([])
})

test('what waited is still sent after a reload', async () => {
  answers = [away]
  open().add({ key: 'a' })
  await clock.pass(0)
  sent = []
  open()
  await clock.pass(0)
  expect([sent, waiting]).toEqual([['a'], []])
})

test('a refusal is told and does not hold up the next', async () => {
  answers = [refusal({})]
  const outbox = open()
  outbox.add({ key: 'a' })
  outbox.add({ key: 'b' })
  await clock.pass(0)
  expect(done).toEqual([
    ['a', false],
    ['b', true],
  ])
})

test('a server that asks for patience gets it', async () => {
  answers = [refusal({ status: 429, code: 'too_many_requests', retryAfterMs: 7000 })]
  open().add({ key: 'a' })
  await clock.pass(6900)
  expect(sent).toEqual(['a'])
  await clock.pass(3000)
  expect(sent).toEqual(['a', 'a'])
  expect(done).toEqual([['a', true]])
})

test('an entry still counts as waiting when it is told as done, so that a row never flickers', async () => {
  open().add({ key: 'a' })
  await clock.pass(0)
  expect([waitingWhenDone, waiting]).toEqual([['a'], []])
})

test('an entry that was never sent can be dropped, one that was tried cannot', async () => {
  answers = [away]
  const outbox = open()
  outbox.add({ key: 'a' })
  await clock.pass(0)
  outbox.add({ key: 'b' })
  expect([outbox.drop('b'), outbox.drop('b'), outbox.drop('a')]).toEqual([true, false, false])
  expect([waiting, sent]).toEqual([['a'], ['a']])
})
