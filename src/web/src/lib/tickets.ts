import type { Anchor } from './estimate'
import type { Store } from './storage'
import type { GuestView } from './views'

/** Who this phone waits for in a queue. The party's id is its credential. */
export interface Ticket {
  partyId: string
  sessionId: string
}

/** What the phone remembers of a ticket, to show it again at once and without a network. */
export interface Memory extends Ticket {
  joinedAt: number
  firstAhead?: number
  promisedHighAt?: number
  anchor?: Anchor
  view?: GuestView
  viewAt?: number
  near?: boolean
  news?: News | undefined
  /** The address of the push subscription that the server knows. */
  endpoint?: string
  /** The server knows that alerts were offered here. */
  offered?: boolean
}

/** What a host took back, or did again. */
export interface News {
  kind: 'falseAlarm' | 'back' | 'again'
  at: number
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function keyOf(code: string, partyId = ''): string {
  return `queue.${code}.${partyId}`
}

/** The fragment of a ticket's own address; fragments are never sent to a server. */
export function fragmentOf(ticket: Ticket): string {
  return `#t=${ticket.partyId}.${ticket.sessionId}`
}

/** A ticket from the address, else from the page that the server made of the cookie, else the last one of this phone. */
export function findTicket(
  code: string,
  fragment: string,
  rendered: { party?: string | undefined; session?: string | undefined },
  store: Store,
): Ticket | undefined {
  const [partyId = '', sessionId = ''] = fragment.startsWith('#t=') ? fragment.slice(3).split('.') : []
  if (id.test(partyId)) return { partyId, sessionId }
  if (rendered.party) return { partyId: rendered.party, sessionId: rendered.session ?? '' }
  const last = store.read(keyOf(code))
  return typeof last === 'string' ? recall(code, last, store) : undefined
}

export function recall(code: string, partyId: string, store: Store): Memory | undefined {
  const memory = store.read(keyOf(code, partyId)) as Memory | undefined
  return memory?.partyId === partyId ? memory : undefined
}

export function remember(code: string, memory: Memory, store: Store): void {
  store.write(keyOf(code), memory.partyId)
  store.write(keyOf(code, memory.partyId), memory)
}

export function forget(code: string, partyId: string, store: Store): void {
  if (store.read(keyOf(code)) === partyId) store.remove(keyOf(code))
  store.remove(keyOf(code, partyId))
}
