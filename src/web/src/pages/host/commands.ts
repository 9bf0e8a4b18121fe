import { newKey } from '../../lib/api'
import type { Entry } from '../../lib/outbox'

export type Action = 'call' | 'seat' | 'no-show' | 'kick' | 'advance' | 'join'

/** What the host asked for. Sent as it is, also later when there was no network. */
export interface Command extends Entry {
  action: Action
  body: { partyId?: string; servedParty?: string; rev?: number; name?: string; size?: number }
  /** In words for messages: the number and the name as the host saw them. */
  who: string
  /** When it was asked for, in server time. */
  at: number
}

export function newCommand(action: Action, body: Command['body'], who: string, at: number): Command {
  return { key: newKey(), action, body, who, at }
}

/** What ends a party cannot be taken back at the server, so it waits here for a moment first. */
export function isEnding(action: Action): boolean {
  return action === 'seat' || action === 'no-show' || action === 'kick'
}
