import { beforeEach, expect, test } from 'vitest'
import { FakeLines, ManualClock, ManualPage, settle } from '../../lib/testing'
import { RoomLine } from './line'
import { messages, viewOf } from './testing'

let clock: ManualClock
let page: ManualPage
let lines: FakeLines
let answers: (Response | Error)[]
let asked: string[]
let shown: number[]
let told: string[]

beforeEach(() => {
  clock = new ManualClock()
  page = new ManualPage()
  lines = new FakeLines()
  answers = []
  asked = []
  shown = []
  told = []
})

function view(from: number, to: number, version = to): Response {
  return Response.json(viewOf(from, to), {
    headers: { etag: `"${version}"`, 'queue-version': `1.${version}` },
  })
}

function start(): RoomLine {
  const options = {
    path: '/api/rooms/r',
    token: undefined,
    onFeed: ({ items }: { items: readonly { seq: number }[] }) => (shown = items.map((item) => item.seq)),
    onFacts: ({ name }: { name: string }) => told.push(name),
    onAsked: () => undefined,
    onConnected: (isConnected: boolean) => told.push(isConnected ? 'connected' : 'lost'),
    onDenied: () => told.push('denied'),
    onOver: () => told.push('over'),
  }
  const fetch = ((url: string) => {
    asked.push(url.replace('/api/rooms/r', ''))
    const answer = answers.shift() ?? new Error('No network')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }) as typeof globalThis.fetch
  const line = new RoomLine(options, {
    fetch,
    clock,
    page,
    connect: lines.connect,
    isOnline: () => true,
    random: () => 0.5,
  })
  line.start()
  return line
}

async function connected(): Promise<void> {
  answers = [view(1, 3)]
  start()
  await settle()
  lines.last.open()
}

test('a poll says what there is, and a socket goes on from there', async () => {
  await connected()
  expect(lines.urls).toEqual(['/api/rooms/r/ws?after_seq=3'])
  lines.last.say(JSON.stringify(messages(4, 4)[0]))
  await clock.pass(20_000)
  expect([shown, asked]).toEqual([[1, 2, 3, 4], ['/snapshot']])
})

test('while no socket can be had, polls go on', async () => {
  await connected()
  answers = [view(2, 5), new Response(null, { status: 304 })]
  lines.last.end(1012)
  await settle()
  expect([shown, told]).toEqual([
    [1, 2, 3, 4, 5],
    ['Kitchen', 'connected', 'lost', 'Kitchen'],
  ])
  await clock.pass(750)
  expect(lines.urls[1]).toBe('/api/rooms/r/ws?after_seq=5')
})

test('a frame that does not follow is not shown: the connection starts again from what is there', async () => {
  await connected()
  const first = lines.last
  answers = [new Error('No network')]
  first.say(JSON.stringify(messages(6, 6)[0]))
  await clock.pass(750)
  expect([shown, lines.urls[1]]).toEqual([[1, 2, 3], '/api/rooms/r/ws?after_seq=3'])
  lines.last.open()
  for (const message of messages(4, 6)) lines.last.say(JSON.stringify(message))
  expect(shown).toEqual([1, 2, 3, 4, 5, 6])
})

test('what lies between two polls is asked for, again when that fails, also when nothing new comes', async () => {
  answers = [
    view(1, 3),
    view(60, 109),
    new Error('No network'),
    new Response(null, { status: 304 }),
    Response.json(messages(4, 109)),
  ]
  start()
  await clock.pass(1000)
  expect(shown).toEqual([1, 2, 3])
  await clock.pass(6000)
  expect(shown).toHaveLength(109)
  expect(asked.filter((url) => url.startsWith('/messages'))).toEqual(
    Array(2).fill('/messages?after_seq=3&limit=500'),
  )
})

test('a cursor that does not continue any more loads the room anew', async () => {
  const resync = Response.json({ code: 'resync' }, { status: 410 })
  answers = [view(1, 3), view(60, 109), resync, view(90, 139)]
  start()
  await clock.pass(1000)
  expect([shown[0], shown.length]).toEqual([90, 50])
})

test('a room that is closed is over, whoever says so', async () => {
  await connected()
  lines.last.say('{"type":"room_deleted"}')
  await clock.pass(60_000)
  expect([told.at(-1), lines.urls.length, asked.length]).toEqual(['over', 1, 1])
})

test('a room that is not open any more is denied', async () => {
  answers = [Response.json({ code: 'missing_api_key' }, { status: 401 })]
  start()
  await clock.pass(60_000)
  expect([told, asked.length]).toEqual([['denied'], 1])
})

test('a new name is told by the item that says so', async () => {
  await connected()
  lines.last.say(JSON.stringify({ type: 'room_updated', seq: 4, name: 'Bar' }))
  expect(told.at(-1)).toBe('Bar')
})

test('older ones are asked for from the first on', async () => {
  answers = [view(60, 109), Response.json(messages(10, 59))]
  const line = start()
  await settle()
  expect(await line.loadEarlier()).toBe(true)
  expect([asked[1], shown[0], shown.length]).toEqual(['/messages?before_seq=60&limit=50', 10, 100])
})
