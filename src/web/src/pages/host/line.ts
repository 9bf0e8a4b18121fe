import type { HostRow, HostView, RecentRow } from '../../lib/views'
import type { Command } from './commands'

/** A party as the host sees it; pending while the server has not yet confirmed what was done to it. */
export type Row = HostRow & { pending?: boolean }

export interface Line {
  /** Whose time runs out first comes first. */
  called: Row[]
  waiting: Row[]
  /** The party called last. */
  serving: Row | undefined
  /** Who is called next by itself: not who is held back or lets others pass. */
  next: Row | undefined
  /** People who wait. */
  people: number
}

/** The line as it will be once the server has done what was asked: a tap shows at once, also without a network. */
export function lineOf(view: HostView | undefined, commands: Command[]): Line {
  let rows: Row[] = view ? partiesOf(view) : []
  for (const command of commands) rows = after(rows, command)
  const called = rows.filter((row) => row.status === 'called')
  const waiting = rows.filter((row) => row.status === 'waiting')
  return {
    called: called.sort((a, b) => (a.callDeadline ?? Infinity) - (b.callDeadline ?? Infinity)),
    waiting,
    serving: [...called].sort((a, b) => (b.calledAt ?? 0) - (a.calledAt ?? 0))[0],
    next: waiting.find(isReady),
    people: waiting.reduce((sum, row) => sum + row.size, 0),
  }
}

function partiesOf({ nowServing, queue }: HostView): HostRow[] {
  return nowServing ? [nowServing, ...queue] : queue
}

/** It waits, and may be called by itself. */
export function isReady({ status, heldAt, snoozedUntil }: Row): boolean {
  return status === 'waiting' && heldAt === undefined && snoozedUntil === undefined
}

function after(rows: Row[], { key, action, body, at, row }: Command): Row[] {
  const call = (id: string | undefined) =>
    rows.map((row) =>
      row.id === id && row.status === 'waiting'
        ? { ...freed(row), status: 'called' as const, calledAt: at, pending: true }
        : row,
    )
  const change = (make: (row: Row) => Row) =>
    rows.map((row) => (row.id === body.partyId ? { ...make(row), pending: true } : row))
  switch (action) {
    case 'call':
      return body.rev === undefined ? call(body.partyId) : calledAgain(rows, body)
    case 'restore':
      return restored(rows, body.partyId, row)
    case 'advance':
      rows = rows.filter((row) => row.id !== body.servedParty)
      return call(rows.find(isReady)?.id)
    case 'add':
      return added(rows, key, body, at)
    case 'hold':
      return change((row) => ({ ...waitingAgain(row), heldAt: at }))
    case 'unhold':
      return change(freed)
    case 'more-time':
      return change((row) => ({ ...row, callDeadline: Math.max(row.callDeadline ?? at, at) + 5 * 60_000 }))
    case 'edit':
      return change((row) => edited(row, body))
    case 'move':
      return moved(rows, body)
    case 'undo':
      return undone(rows, row)
    case 'seat':
    case 'no-show':
    case 'kick':
      return rows.filter((row) => row.id !== body.partyId)
    default:
      return rows
  }
}

// A second call stands for the one that the host saw.
function calledAgain(rows: Row[], { partyId, rev }: Command['body']): Row[] {
  return rows.map((row) => (row.id === partyId && row.rev === rev ? { ...row, pending: true } : row))
}

function edited(row: Row, { name, size, notes, tags }: Command['body']): Row {
  const changed: Row = { ...row, size: size ?? row.size }
  if (name !== undefined) changed.name = name
  if (notes !== undefined) changed.notes = notes
  if (tags !== undefined) changed.tags = tags
  return changed
}

function moved(rows: Row[], { partyId, beforePartyId }: Command['body']): Row[] {
  const party = rows.find(({ id }) => id === partyId)
  if (!party) return rows
  const others = rows.filter((row) => row !== party)
  const before = others.findIndex(({ id }) => id === beforePartyId)
  const at = before < 0 ? others.length : before
  return [...others.slice(0, at), { ...party, pending: true }, ...others.slice(at)]
}

// As the host saw the party before; the place of one that has ended is that of its ticket.
function undone(rows: Row[], seen: Command['row']): Row[] {
  if (!seen) return rows
  if ('endedAt' in seen) return rows.filter(({ id }) => id !== seen.id)
  const live = rows.find(({ id }) => id === seen.id)
  const placed = live?.status === seen.status ? rows : restored(rows, seen.id, seen)
  return placed.map((row) => (row.id === seen.id ? { ...(seen as Row), pending: true } : row))
}

function freed(row: Row): Row {
  const free = { ...row }
  delete free.heldAt
  delete free.snoozedUntil
  delete free.onMyWay
  return free
}

// Back at the old place: tickets are given in the order of joining.
function restored(rows: Row[], id: string | undefined, ended: Command['row']): Row[] {
  const live = rows.find((row) => row.id === id)
  const party = live ?? ended
  if (!party || live?.status === 'waiting') return rows
  const others = rows.filter((row) => row !== live)
  const behind = others.findIndex(
    ({ status, ticket }) => status === 'waiting' && (ticket === 0 || ticket > party.ticket),
  )
  const at = behind < 0 ? others.length : behind
  return [...others.slice(0, at), waitingAgain(party), ...others.slice(at)]
}

function waitingAgain(party: HostRow | RecentRow): Row {
  const row: Row & { endedAt?: number } = { ...freed(party as Row), status: 'waiting', pending: true }
  delete row.calledAt
  delete row.callDeadline
  delete row.endedAt
  return row
}

// A poll may show the party before the answer to the command has come: it is that one then, and stands there once.
function added(rows: Row[], key: string, body: Command['body'], at: number): Row[] {
  const name = body.name?.trim() ?? ''
  const arrived = rows.find(
    (row) =>
      row.source === 'host' &&
      !row.pending &&
      row.joinedAt >= at &&
      row.size === (body.size ?? 1) &&
      (row.name ?? '') === name,
  )
  return arrived
    ? rows.map((row) => (row === arrived ? { ...row, pending: true } : row))
    : [...rows, newcomer(key, body, at)]
}

function newcomer(id: string, { name, size = 1, notes, tags }: Command['body'], joinedAt: number): Row {
  return {
    id,
    ...(name ? { name } : {}),
    ...(notes ? { notes } : {}),
    ...(tags ? { tags } : {}),
    size,
    status: 'waiting',
    nearby: true,
    joinedAt,
    ticket: 0,
    source: 'host',
    quotedLowMs: 0,
    quotedHighMs: 0,
    calls: 0,
    push: 'none',
    rev: 0,
    pending: true,
  }
}

/** The new view with the old rows where nothing changed, so that only what changed is drawn again. */
export function keepSame(before: HostView | undefined, now: HostView): HostView {
  const old = new Map((before ? partiesOf(before) : []).map((row) => [row.id, row]))
  const same = (row: HostRow) => {
    const known = old.get(row.id)
    return known && JSON.stringify(known) === JSON.stringify(row) ? known : row
  }
  return { ...now, nowServing: now.nowServing && same(now.nowServing), queue: now.queue.map(same) }
}

/** The newest ticket of a view. */
export function lastTicketOf(view: HostView): number {
  return Math.max(0, ...partiesOf(view).map((row) => row.ticket))
}

/** What happened between two views that a host should hear. Who has a ticket up to the last known one was only brought back. */
export function newsOf(
  before: HostView,
  now: HostView,
  lastTicket = 0,
): { joined: Row[]; here: Row[]; failed: Row[]; coming: Row[]; stillHere: RecentRow[] } {
  const old = new Map(partiesOf(before).map((row) => [row.id, row]))
  const rows = partiesOf(now)
  return {
    joined: rows.filter((row) => !old.has(row.id) && row.ticket > lastTicket),
    here: rows.filter((row) => row.nearby && old.get(row.id)?.nearby === false),
    coming: rows.filter(({ id, onMyWay }) => onMyWay && old.has(id) && !old.get(id)?.onMyWay),
    stillHere: (now.stillHere ?? []).filter(({ id }) => !before.stillHere?.some((row) => row.id === id)),
    failed: rows.filter((row) => row.push === 'failed' && (old.get(row.id)?.push ?? 'failed') !== 'failed'),
  }
}

export interface Fit {
  row: Row
  /** How many fit as well; this one has the best place of them. */
  of: number
  /** At most two seats stay empty. */
  fills: boolean
}

/** Who gets a free table: who waits longest of those that are all here and fill it, else of those that fit. As the server suggests. */
export function fitFor(seats: number, waiting: Row[]): Fit | undefined {
  const fitting = waiting.filter(
    (row) => row.size <= seats && !row.pending && isReady(row) && !row.tags?.includes('incomplete'),
  )
  const filling = fitting.filter((row) => row.size >= seats - 2)
  const best = filling.length > 0 ? filling : fitting
  return best[0] && { row: best[0], of: best.length, fills: filling.length > 0 }
}
