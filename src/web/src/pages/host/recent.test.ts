import { expect, test } from 'vitest'
import type { RecentRow } from '../../lib/views'
import { newCommand } from './commands'
import { recentOf } from './recent'
import { row } from './testing'

function ended(ticket: number, more: Partial<RecentRow> = {}): RecentRow {
  return { ...row(ticket), status: 'served', endedAt: 10, ...more }
}

const tickets = (rows: RecentRow[]) => rows.map(({ ticket }) => ticket)

test('what was tapped shows before the server has answered, newest first', () => {
  const rows = recentOf(
    [ended(1)],
    [
      newCommand('seat', { partyId: 'p2' }, '', 50, row(2)),
      newCommand('no-show', { partyId: 'p3' }, '', 51, row(3)),
      newCommand('kick', { partyId: 'p4' }, '', 52, row(4)),
    ],
  )
  expect(rows.map(({ ticket, status }) => [ticket, status])).toEqual([
    [4, 'kicked'],
    [3, 'no_show'],
    [2, 'served'],
    [1, 'served'],
  ])
  expect(rows[0]).toMatchObject({ endedAt: 52, pending: true })
})

test('who is brought back leaves the list at once', () => {
  const back = newCommand('restore', { partyId: 'p1' }, '', 60, ended(1))
  expect(tickets(recentOf([ended(2), ended(1)], [back]))).toEqual([2])
  const seat = newCommand('seat', { partyId: 'p1' }, '', 50, row(1))
  expect(recentOf([], [seat, back])).toEqual([])
})

test('an end that the server has confirmed is not listed twice', () => {
  expect(tickets(recentOf([ended(2)], [newCommand('seat', { partyId: 'p2' }, '', 50, row(2))]))).toEqual([2])
})
