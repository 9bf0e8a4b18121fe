import { newKey } from '../../lib/api'
import type { Entry } from '../../lib/outbox'
import type { HostRow, RecentRow } from '../../lib/views'

export type Action = 'call' | 'seat' | 'no-show' | 'kick' | 'advance' | 'join' | 'restore'

/** What the host asked for. Sent as it is, also later when there was no network. */
export interface Command extends Entry {
  action: Action
  body: { partyId?: string; servedParty?: string; rev?: number; name?: string; size?: number }
  /** In words for messages: the number and the name as the host saw them. */
  who: string
  /** When it was asked for, in server time. */
  at: number
  /** The party that was called, ended or brought back, as the host saw it. */
  row?: HostRow | RecentRow
}

export function newCommand(
  action: Action,
  body: Command['body'],
  who: string,
  at: number,
  row?: HostRow | RecentRow,
): Command {
  return { key: newKey(), action, body, who, at, ...(row ? { row } : {}) }
}

/** What ends a party waits here for a moment: taking it back at the server gives the place again, but not the call. */
export function isEnding(action: Action): boolean {
  return action === 'seat' || action === 'no-show' || action === 'kick'
}

/** Alerts a guest: at once, so it is sent at once. */
export function isCall({ action, row }: Command): boolean {
  return (action === 'call' || action === 'advance') && row?.status === 'waiting'
}
