import type { RecentRow } from '../../lib/views'
import type { Action, Command } from './commands'

/** A party that has ended; pending while the server has not yet confirmed it. */
export type Ended = RecentRow & { pending?: boolean }

const endings: Partial<Record<Action, RecentRow['status']>> = {
  seat: 'served',
  'no-show': 'no_show',
  kick: 'kicked',
}

/** Whom the host can bring back, newest first, as it will be once the server has done what was asked. */
export function recentOf(recent: RecentRow[], commands: Command[]): Ended[] {
  let rows: Ended[] = recent
  for (const { action, body, row, at } of commands) {
    const status = endings[action]
    if (action === 'undo' && row && !('endedAt' in row)) rows = rows.filter(({ id }) => id !== row.id)
    if (action === 'restore') rows = rows.filter(({ id }) => id !== body.partyId)
    else if (status && row && rows.every(({ id }) => id !== row.id))
      rows = [{ ...row, status, endedAt: at, pending: true }, ...rows]
  }
  return rows
}
