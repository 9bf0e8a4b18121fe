import { beforeEach, expect, test } from 'vitest'
import { LiveSocket } from './socket'
import { FakeLines, ManualClock, ManualPage } from './testing'

let clock: ManualClock
let page: ManualPage
let lines: FakeLines
let frames: unknown[]
let opened: boolean[]
let ended: number[]
let cursor: number
let online: boolean

beforeEach(() => {
  clock = new ManualClock()
  page = new ManualPage()
  lines = new FakeLines()
  frames = []
  opened = []
  ended = []
  cursor = 7
  online = true
})

function start(): LiveSocket {
  const options = {
    url: () => `/ws?after_seq=${cursor}`,
    onFrame: (frame: unknown) => frames.push(frame),
    onOpen: (isOpen: boolean) => opened.push(isOpen),
    onEnd: (code: number) => ended.push(code),
  }
  const around = { connect: lines.connect, isOnline: () => online, clock, page, random: () => 0.5 }
  const socket = new LiveSocket(options, around)
  socket.start()
  return socket
}

test('it hands over frames and leaves out what is none', () => {
  start()
  lines.last.open()
  lines.last.say('{"seq":8}')
  lines.last.say('PONG')
  expect([opened, frames]).toEqual([[true], [{ seq: 8 }]])
})

test.each([1006, 1011, 1012, 1013])(
  'after %i it comes back, with the cursor of then and growing pauses',
  async (code) => {
    start()
    lines.last.end(code)
    cursor = 9
    await clock.pass(749)
    expect(lines.urls).toEqual(['/ws?after_seq=7'])
    await clock.pass(1)
    lines.last.end(code)
    await clock.pass(1499)
    expect(lines.urls).toEqual(['/ws?after_seq=7', '/ws?after_seq=9'])
    await clock.pass(1)
    expect(lines.urls).toHaveLength(3)
  },
)

test.each([1000, 4040])('%i is the end', async (code) => {
  start()
  lines.last.open()
  lines.last.end(code)
  await clock.pass(600_000)
  page.show(true)
  expect([lines.urls.length, ended, opened]).toEqual([1, [code], [true]])
})

test('one that says nothing is asked for a sign of life and given up without one', async () => {
  start()
  lines.last.open()
  await clock.pass(25_000)
  expect(lines.last.sent).toEqual(['{"type":"ping"}'])
  lines.last.say('{"type":"pong"}')
  await clock.pass(25_000 + 9999)
  expect(opened).toEqual([true])
  await clock.pass(1 + 750)
  expect([opened, lines.urls.length]).toEqual([[true, false], 2])
})

test('one that never opens is given up', async () => {
  start()
  await clock.pass(10_000 + 750)
  expect(lines.urls).toHaveLength(2)
})

test('one that is forbidden is tried again, and disturbs nobody', async () => {
  lines.isForbidden = true
  start()
  await clock.pass(750)
  expect([lines.urls.length, opened]).toEqual([2, []])
})

test('without network nothing is tried, and at once when it is back', async () => {
  const socket = start()
  lines.last.open()
  online = false
  socket.restart()
  await clock.pass(600_000)
  expect([lines.urls.length, opened]).toEqual([1, [true, false]])
  online = true
  page.show(true)
  expect(lines.urls).toHaveLength(2)
})

test('when somebody looks again, a connection that sleep has killed is noticed soon', async () => {
  start()
  lines.last.open()
  page.show(true)
  expect(lines.last.sent).toEqual(['{"type":"ping"}'])
  await clock.pass(10_000)
  expect(opened).toEqual([true, false])
})

test('stopped is stopped', async () => {
  const socket = start()
  lines.last.open()
  socket.stop()
  socket.restart()
  page.show(true)
  await clock.pass(600_000)
  expect([lines.urls.length, opened, ended]).toEqual([1, [true], []])
})
