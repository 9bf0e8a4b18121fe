import type { Message, RoomView } from './items'

/** Messages of these numbers. */
export function messages(from: number, to: number): Message[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    type: 'message',
    seq: from + index,
    sender: 'Ann',
    sender_type: 'human',
    content: String(from + index),
    color: null,
    created_at: '2026-07-31T18:00:00.000Z',
  }))
}

/** A room of which these are the newest. */
export function viewOf(from: number, to: number): RoomView {
  const facts = { name: 'Kitchen', publicRead: true, anonymousWrite: false }
  return { ...facts, firstSeq: 1, lastSeq: to, items: messages(from, to), nextPollMs: 5000 }
}
