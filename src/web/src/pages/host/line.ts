import type { HostRow, HostView } from '../../lib/views'
import type { Command } from './commands'

/** A party as the host sees it; pending while the server has not yet confirmed what was done to it. */
export type Row = HostRow & { pending?: boolean }

export interface Line {
  /** Whose time runs out first comes first. */
  called: Row[]
  waiting: Row[]
  /** The party called last. */
  serving: Row | undefined
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
    people: waiting.reduce((sum, row) => sum + row.size, 0),
  }
}

function partiesOf({ nowServing, queue }: HostView): HostRow[] {
  return nowServing ? [nowServing, ...queue] : queue
}

function after(rows: Row[], { key, action, body, at }: Command): Row[] {
  const call = (id: string | undefined) =>
    rows.map((row) =>
      row.id === id && row.status === 'waiting'
        ? { ...row, status: 'called' as const, calledAt: at, pending: true }
        : row,
    )
  switch (action) {
    case 'call':
      return call(body.partyId)
    case 'advance':
      rows = rows.filter((row) => row.id !== body.servedParty)
      return call(rows.find((row) => row.status === 'waiting')?.id)
    case 'join':
      return [...rows, newcomer(key, body, at)]
    default:
      return rows.filter((row) => row.id !== body.partyId)
  }
}

function newcomer(id: string, { name, size = 1 }: Command['body'], joinedAt: number): Row {
  return {
    id,
    ...(name ? { name } : {}),
    size,
    status: 'waiting',
    nearby: true,
    joinedAt,
    ticket: 0,
    source: 'host',
    quotedLowMs: 0,
    quotedHighMs: 0,
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

/** What happened between two views that a host should hear. */
export function newsOf(before: HostView, now: HostView): { joined: Row[]; here: Row[]; failed: Row[] } {
  const old = new Map(partiesOf(before).map((row) => [row.id, row]))
  const rows = partiesOf(now)
  return {
    joined: rows.filter((row) => !old.has(row.id)),
    here: rows.filter((row) => row.nearby && old.get(row.id)?.nearby === false),
    failed: rows.filter((row) => row.push === 'failed' && (old.get(row.id)?.push ?? 'failed') !== 'failed'),
  }
}

/** Who gets a free table: who waits longest of those that fit and do not waste it, else who waits longest of those that fit. */
export function fitFor(seats: number, waiting: Row[]): Row | undefined {
  const fitting = waiting.filter((row) => row.size <= seats && !row.pending)
  return fitting.find((row) => row.size >= seats - 2) ?? fitting[0]
}
