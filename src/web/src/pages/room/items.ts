import type { Polled } from '../../lib/poller'

interface Numbered {
  /** Counts 1, 2, 3 … in a room, without holes. */
  seq: number
  created_at: string
}

export interface Message extends Numbered {
  type: 'message'
  sender: string
  sender_type: 'human' | 'agent' | 'system'
  content: string
  color: string | null
}

export interface Event extends Numbered {
  type: 'event'
  event: string
  data: unknown
}

/** What the room is called and how it behaves from here on. */
export interface RoomUpdated extends Numbered, Facts {
  type: 'room_updated'
}

export type Item = Message | Event | RoomUpdated

/** What is to be known about a room beside what was said in it. */
export interface Facts {
  name: string
  publicRead: boolean
  anonymousWrite: boolean
}

/** A room as it is polled: the newest items, and which ones there are. */
export interface RoomView extends Polled, Facts {
  firstSeq: number
  lastSeq: number
  items: Item[]
}

/** JSON in one line, as programs write it. */
export function compact(data: unknown): string {
  return JSON.stringify(data) ?? 'null'
}
