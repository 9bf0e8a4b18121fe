import { beforeEach, expect, test } from 'vitest'
import { Poller, type Polled } from './poller'
import { ServerTime } from './serverTime'
import { ManualClock, ManualPage, settle } from './testing'

interface View extends Polled {
  place: number
}

type Answer = Response | Error | Promise<Response>

let clock: ManualClock
let page: ManualPage
let answers: Answer[]
let asked: Record<string, string>[]
let shown: number[]
let fresh: (number | undefined)[]
let gone: number

beforeEach(() => {
  clock = new ManualClock()
  page = new ManualPage()
  answers = []
  asked = []
  shown = []
  fresh = []
  gone = 0
})

function view(place: number, version = '1.1', nextPollMs = 5000): Response {
  return Response.json({ place, nextPollMs }, { headers: { etag: `"${place}"`, 'queue-version': version } })
}

function newPoller(): Poller<View> {
  const options = {
    url: '/view',
    time: new ServerTime(() => clock.now()),
    isUrgent: (v: View) => v.place <= 1,
    isFinal: (v: View) => v.place === 0,
    onView: (v: View) => shown.push(v.place),
    onAsked: (at: number | undefined) => fresh.push(at),
    onGone: () => gone++,
  }
  const fetch = ((_url: string, init: RequestInit) => {
    asked.push(init.headers as Record<string, string>)
    const answer = answers.shift() ?? new Error('No network')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }) as typeof globalThis.fetch
  return new Poller<View>(options, { fetch, clock, page, random: () => 0.5 })
}

test('it asks in the rhythm that the view says, with the tag of what it has', async () => {
  answers = [view(3), new Response(null, { status: 304 }), view(2)]
  newPoller().start()
  await clock.pass(4999)
  expect(asked).toEqual([{}])
  await clock.pass(5001)
  expect(asked).toEqual([{}, { 'If-None-Match': '"3"' }, { 'If-None-Match': '"3"' }])
  expect(shown).toEqual([3, 2])
})

test('an unchanged answer makes the view fresh again', async () => {
  answers = [view(3), new Response(null, { status: 304 })]
  newPoller().start()
  await clock.pass(5000)
  expect(fresh).toEqual([clock.now() - 5000, clock.now()])
})

test('close to a change the server holds the request', async () => {
  answers = [
    view(1),
    new Response(null, { status: 304, headers: { 'preference-applied': 'wait=25' } }),
    view(1),
  ]
  newPoller().start()
  await clock.pass(250)
  expect(asked).toHaveLength(3)
  expect(asked[1]).toEqual({ 'If-None-Match': '"1"', Prefer: 'wait=25' })
})

test('a server that holds nothing is asked in the usual rhythm', async () => {
  answers = [view(1), new Response(null, { status: 304 }), new Response(null, { status: 304 })]
  newPoller().start()
  await clock.pass(5000)
  expect(asked).toHaveLength(2)
  await clock.pass(5000)
  expect(asked).toHaveLength(3)
})

test('a view that changed before the server could hold the request is not the last one for a while', async () => {
  answers = [view(1), view(1, '1.2'), view(1, '1.3')]
  newPoller().start()
  await clock.pass(300)
  expect(asked).toHaveLength(4)
})

test('without a tag the server cannot hold, so that it is asked in the usual rhythm', async () => {
  const untagged = () => Response.json({ place: 1, nextPollMs: 5000 })
  answers = [untagged(), untagged()]
  newPoller().start()
  await clock.pass(9999)
  expect(asked).toHaveLength(2)
})

test.each([
  ['429', () => new Response('{}', { status: 429 })],
  ['503', () => new Response('{}', { status: 503 })],
  ['a page', () => new Response('<html>', { status: 200 })],
  ['no view', () => Response.json({ ok: true })],
  ['nothing', () => new Error('No network')],
])('it goes on after %s, with growing pauses, and shows what it had', async (_, bad) => {
  answers = [view(3), bad(), bad(), view(2)]
  newPoller().start()
  await clock.pass(5000 + 750 + 1499)
  expect(asked).toHaveLength(3)
  expect(shown).toEqual([3])
  await clock.pass(1)
  expect(shown).toEqual([3, 2])
})

test('it waits as long as the server asks for', async () => {
  answers = [new Response('{}', { status: 503, headers: { 'retry-after': '20' } }), view(3)]
  newPoller().start()
  await clock.pass(20_000)
  expect(asked).toHaveLength(1)
  await clock.pass(5000)
  expect(shown).toEqual([3])
})

test('an answer older than what is shown is not shown and not called fresh', async () => {
  answers = [view(2, '1.9'), view(3, '1.8'), view(1, '1.10')]
  newPoller().start()
  await clock.pass(5000)
  expect(shown).toEqual([2])
  expect(fresh[1]).toBe(fresh[0])
  await clock.pass(1000)
  expect(shown).toEqual([2, 1])
})

test('it rests while nobody looks and catches up at once', async () => {
  answers = [view(3), view(2)]
  newPoller().start()
  await settle()
  page.show(false)
  await clock.pass(600_000)
  expect(asked).toHaveLength(1)
  page.show(true)
  await settle()
  expect(shown).toEqual([3, 2])
})

test('an answer to a request that was given up changes nothing', async () => {
  let late: (response: Response) => void = () => undefined
  answers = [new Promise((resolve) => (late = resolve)), view(2)]
  newPoller().start()
  await settle()
  page.show(true)
  await settle()
  late(view(9))
  await settle()
  expect(shown).toEqual([2])
})

test('a request that is never answered is given up after a while', async () => {
  answers = [new Promise(() => undefined)]
  const poller = newPoller()
  poller.start()
  await clock.pass(10_000)
  poller.stop()
  expect(asked).toHaveLength(1)
})

test('it ends with the final view', async () => {
  answers = [view(0)]
  newPoller().start()
  await clock.pass(600_000)
  expect(asked).toHaveLength(1)
})

test('it says when the server knows nothing there', async () => {
  answers = [Response.json({ code: 'party_not_found' }, { status: 404 })]
  newPoller().start()
  await settle()
  expect(gone).toBe(1)
})

test('stopped is stopped', async () => {
  answers = [view(3)]
  const poller = newPoller()
  poller.start()
  await settle()
  poller.stop()
  poller.refresh()
  page.show(true)
  await clock.pass(600_000)
  expect(asked).toHaveLength(1)
})

test('a credential that is not good is told, and no view is made of the refusal', async () => {
  let denied = 0
  const fetch = (() =>
    Promise.resolve(Response.json({ nextPollMs: 1 }, { status: 403 }))) as typeof globalThis.fetch
  const options = {
    url: '/view',
    time: new ServerTime(() => clock.now()),
    onView: (v: View) => shown.push(v.place),
    onDenied: () => denied++,
  }
  const poller = new Poller<View>(options, { fetch, clock, page, random: () => 0.5 })
  poller.start()
  await settle()
  poller.stop()
  expect([denied, shown]).toEqual([1, []])
})

test('a busy line is not asked for more often than wanted, also when the server holds requests', async () => {
  const held = () => new Response(null, { status: 304, headers: { 'preference-applied': 'wait=8' } })
  answers = [view(1), held(), held()]
  const fetch = ((_url: string, init: RequestInit) => {
    asked.push(init.headers as Record<string, string>)
    return Promise.resolve(answers.shift() ?? held())
  }) as typeof globalThis.fetch
  const options = {
    url: '/view',
    time: new ServerTime(() => clock.now()),
    isUrgent: () => true,
    waitSeconds: 8,
    slowestMs: 1000,
    onView: (v: View) => shown.push(v.place),
  }
  const poller = new Poller<View>(options, { fetch, clock, page, random: () => 0.5 })
  poller.start()
  await clock.pass(2500)
  poller.stop()
  expect(asked.map((headers) => headers['Prefer'])).toEqual([undefined, 'wait=8', 'wait=8'])
})

test('a view that does not say when to ask again is known by other marks and asked for every few seconds', async () => {
  const seen: object[] = []
  answers = [Response.json({ ok: true }), Response.json({ jobId: 'a' }), Response.json({ jobId: 'b' })]
  const fetch = (() => Promise.resolve(answers.shift() ?? Response.error())) as typeof globalThis.fetch
  const options = {
    url: '/view',
    time: new ServerTime(() => clock.now()),
    isView: (body: object) => 'jobId' in body,
    onView: (view: object) => seen.push(view),
  }
  const poller = new Poller<object>(options, { fetch, clock, page, random: () => 0.5 })
  poller.start()
  await clock.pass(750 + 5000)
  poller.stop()
  expect(seen).toEqual([{ jobId: 'a' }, { jobId: 'b' }])
})
