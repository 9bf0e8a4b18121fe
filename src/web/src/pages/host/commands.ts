import { newKey } from '../../lib/api'
import type { Entry } from '../../lib/outbox'
import type { HostRow, RecentRow } from '../../lib/views'

export type Action =
  | 'call'
  | 'seat'
  | 'no-show'
  | 'kick'
  | 'advance'
  | 'add'
  | 'restore'
  | 'hold'
  | 'unhold'
  | 'more-time'
  | 'edit'
  | 'move'
  | 'decline'
  | 'pause'
  | 'resume'
  | 'announce'
  | 'undo'

/** What is known of a party; absent stays as it is. */
export interface Details {
  name?: string
  size?: number
  notes?: string
  tags?: string[]
}

export interface Body extends Details {
  partyId?: string
  servedParty?: string
  beforePartyId?: string
  rev?: number
  minutes?: number
  text?: string
  version?: number
  quotedLowMs?: number
  quotedHighMs?: number
}

/** What the host asked for. Sent as it is, also later when there was no network. */
export interface Command extends Entry {
  action: Action
  body: Body
  /** In words for messages: the number and the name as the host saw them. */
  who: string
  /** When it was asked for, in server time. */
  at: number
  /** The party that it is about, as the host saw it. */
  row?: HostRow | RecentRow
}

export function newCommand(
  action: Action,
  body: Body,
  who: string,
  at: number,
  row?: HostRow | RecentRow,
): Command {
  return { key: newKey(), action, body, who, at, ...(row ? { row } : {}) }
}
