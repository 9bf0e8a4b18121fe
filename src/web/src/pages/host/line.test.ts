import { expect, test } from 'vitest'
import type { HostRow, HostView } from '../../lib/views'
import { newCommand } from './commands'
import { fitFor, keepSame, lastTicketOf, lineOf, newsOf } from './line'
import { row } from './testing'

function called(ticket: number, calledAt: number): HostRow {
  return row(ticket, { status: 'called', calledAt, callDeadline: calledAt + 100 })
}

function view(queue: HostRow[], nowServing: HostRow | null = null): HostView {
  return { queue, nowServing, closed: false, eventName: 'Trattoria', nextPollMs: 10_000 }
}

const tickets = (rows: HostRow[]) => rows.map((party) => party.ticket)

test('called parties come first, whose time runs out soonest on top; the last called is being served', () => {
  const line = lineOf(view([called(1, 10), row(3), called(4, 5)], called(2, 30)), [])
  expect(tickets(line.called)).toEqual([4, 1, 2])
  expect(tickets(line.waiting)).toEqual([3])
  expect(line.serving?.ticket).toBe(2)
  expect(line.people).toBe(2)
})

test('what was tapped shows before the server has answered', () => {
  const line = lineOf(view([row(1), row(2), row(3), row(4)]), [
    newCommand('call', { partyId: 'p2' }, '', 50),
    newCommand('seat', { partyId: 'p1' }, '', 51),
    newCommand('kick', { partyId: 'p4' }, '', 52),
    newCommand('add', { name: 'Walk-in', size: 5 }, '', 53),
  ])
  expect(line.called).toMatchObject([{ ticket: 2, calledAt: 50, pending: true }])
  expect(line.waiting).toMatchObject([{ ticket: 3 }, { name: 'Walk-in', size: 5, pending: true }])
})

test('a walk-in that a poll brought before the answer stands in the line once', () => {
  const add = (at: number) => newCommand('add', { name: 'Kim ', size: 4 }, '', at)
  const arrived = { ...row(5), name: 'Kim', size: 4, source: 'host' as const, joinedAt: 60 }
  const names = (queue: HostRow[], ...commands: ReturnType<typeof add>[]) =>
    lineOf(view(queue), commands).waiting.map((party) => [party.name?.trim(), party.pending])
  expect(names([arrived], add(59))).toEqual([['Kim', true]])
  const both = [
    ['Kim', true],
    ['Kim', true],
  ]
  expect(names([arrived], add(58), add(59))).toEqual(both)
  const earlier = [
    ['Kim', undefined],
    ['Kim', true],
  ]
  expect(names([arrived], add(61))).toEqual(earlier)
  expect(names([{ ...arrived, source: 'guest' }], add(59))).toEqual(earlier)
})

test('advancing without a network goes on from party to party', () => {
  const line = lineOf(view([row(2), row(3)], called(1, 10)), [
    newCommand('advance', { servedParty: 'p1' }, '', 50),
    newCommand('advance', { servedParty: 'p2' }, '', 60),
  ])
  expect(tickets(line.called)).toEqual([3])
  expect(line.serving?.ticket).toBe(3)
  expect(line.waiting).toEqual([])
})

test('a command whose party is gone changes nothing', () => {
  const queue = [row(1), called(2, 5)]
  for (const action of ['call', 'seat', 'no-show', 'kick'] as const) {
    const line = lineOf(view(queue), [newCommand(action, { partyId: 'gone' }, '', 9)])
    expect([tickets(line.waiting), tickets(line.called)]).toEqual([[1], [2]])
  }
  expect(
    lineOf(view([called(2, 5)]), [newCommand('call', { partyId: 'p2' }, '', 9)]).called[0]?.calledAt,
  ).toBe(5)
})

test('a call that is taken back puts the party at its old place, also the one being served', () => {
  const line = lineOf(view([row(1), row(2), row(4)], called(3, 10)), [
    newCommand('restore', { partyId: 'p3', rev: 3 }, '', 50),
  ])
  expect(line.called).toEqual([])
  expect(tickets(line.waiting)).toEqual([1, 2, 3, 4])
  expect(line.waiting[2]).toMatchObject({ status: 'waiting', pending: true })
  expect(line.waiting[2]).not.toHaveProperty('calledAt')
})

test('who had ended and is brought back stands at the old place, and a newcomer behind', () => {
  const ended = { ...row(3), status: 'no_show' as const, endedAt: 40 }
  const line = lineOf(view([row(1), row(5)], called(4, 10)), [
    newCommand('add', { size: 2 }, '', 49),
    newCommand('restore', { partyId: 'p3', rev: 3 }, '', 50, ended),
  ])
  expect(tickets(line.waiting)).toEqual([1, 3, 5, 0])
  expect(line.waiting[1]).not.toHaveProperty('endedAt')
})

test('who waits already, and who is not known here, is not brought back', () => {
  for (const partyId of ['p1', 'gone'])
    expect(tickets(lineOf(view([row(1)]), [newCommand('restore', { partyId }, '', 5)]).waiting)).toEqual([1])
})

test('a second call keeps the party where it is until the server has confirmed it', () => {
  const queue = [called(1, 5), called(2, 9)]
  const again = (rev: number) =>
    lineOf(view(queue), [newCommand('call', { partyId: 'p1', rev }, '', 50)]).called
  expect(again(1)).toMatchObject([{ ticket: 1, pending: true, callDeadline: 105 }, { ticket: 2 }])
  expect(again(0)[0]).not.toHaveProperty('pending')
})

test('without any view the line is empty', () => {
  expect(lineOf(undefined, [])).toEqual({
    called: [],
    waiting: [],
    serving: undefined,
    next: undefined,
    people: 0,
  })
})

test('news are who joined, who has just come and whose alert has just failed', () => {
  const before = view([row(1), row(2), row(3, { push: 'failed' })])
  const now = view([row(1, { nearby: true }), row(3, { push: 'failed' }), row(4)], row(2, { push: 'failed' }))
  const { joined, here, failed } = newsOf(before, now)
  expect([tickets(joined), tickets(here), tickets(failed)]).toEqual([[4], [1], [2]])
})

test('who was only brought back has not joined', () => {
  const { joined } = newsOf(view([row(5)]), view([row(3), row(5), row(6)]), 5)
  expect(tickets(joined)).toEqual([6])
  expect(lastTicketOf(view([row(3)], row(7)))).toBe(7)
  expect(lastTicketOf(view([]))).toBe(0)
})

test('a free table goes to who waits longest and does not waste it, else to who waits longest', () => {
  const waiting = [row(1, { size: 1 }), row(2, { size: 5 }), row(3, { size: 2 }), row(4, { size: 4 })]
  const fits = (seats: number) => {
    const fit = fitFor(seats, waiting)
    return [fit?.row.ticket, fit?.of, fit?.fills]
  }
  expect(fits(2)).toEqual([1, 2, true])
  expect(fits(4)).toEqual([3, 2, true])
  expect(fits(6)).toEqual([2, 2, true])
  expect(fits(8)).toEqual([1, 4, false])
  expect(fitFor(4, [row(2, { size: 5 })])).toBeUndefined()
})

test('a new view keeps the rows that are the same', () => {
  const before = view([row(1), row(2)], called(3, 5))
  const now = keepSame(before, view([row(1), row(2, { nearby: true }), row(4)], called(3, 5)))
  expect(now.queue[0]).toBe(before.queue[0])
  expect(now.nowServing).toBe(before.nowServing)
  expect(now).toEqual(view([row(1), row(2, { nearby: true }), row(4)], called(3, 5)))
})

test('who is held back, lets others pass or is not all here gets no table and is not called by itself', () => {
  const waiting = [
    row(1, { heldAt: 5 }),
    row(2, { snoozedUntil: 9 }),
    row(3, { tags: ['incomplete'] }),
    row(4),
  ]
  expect(fitFor(2, waiting)?.row.ticket).toBe(4)
  expect(lineOf(view(waiting), []).next?.ticket).toBe(3)
  expect(tickets(lineOf(view(waiting), [newCommand('advance', {}, '', 5)]).called)).toEqual([3])
})

test('holding, more time, editing and moving show at once', () => {
  const commands = [
    newCommand('hold', { partyId: 'p1' }, '', 50),
    newCommand('more-time', { partyId: 'p3', minutes: 5 }, '', 50),
    newCommand('edit', { partyId: 'p2', size: 5, tags: ['bar'] }, '', 50),
    newCommand('move', { partyId: 'p4', beforePartyId: 'p2' }, '', 50),
  ]
  const line = lineOf(view([row(1), row(2), row(4)], called(3, 10)), commands)
  expect(line.called).toMatchObject([{ ticket: 3, callDeadline: 300_110 }])
  expect(line.waiting).toMatchObject([
    { ticket: 1, heldAt: 50, pending: true },
    { ticket: 4 },
    { ticket: 2, size: 5, tags: ['bar'] },
  ])
})

test('what was undone is at once as the host saw it before', () => {
  const seated = newCommand('undo', { version: 7 }, '', 50, called(2, 10))
  expect(lineOf(view([row(1), row(3)]), [seated]).called).toMatchObject([{ ticket: 2, callDeadline: 110 }])
  const uncalled = newCommand('undo', { version: 7 }, '', 50, row(2))
  expect(tickets(lineOf(view([row(1), row(3)], called(2, 10)), [uncalled]).waiting)).toEqual([1, 2, 3])
})

test('news are who is on the way and who has ended and is still here', () => {
  const ended = { ...row(9), status: 'no_show' as const, endedAt: 40 }
  const { coming, stillHere } = newsOf(view([row(1), row(2, { onMyWay: true })]), {
    ...view([row(1, { onMyWay: true }), row(2, { onMyWay: true })]),
    stillHere: [ended],
  })
  expect([tickets(coming), stillHere]).toEqual([[1], [ended]])
})
