/** The server's views, as far as pages read them. Instants and spans are milliseconds. */
export interface GuestView {
  type: 'position' | 'called' | 'removed' | 'closed'
  nextPollMs: number
  reason?: 'served' | 'left' | 'kicked' | 'no_show'
  deadline?: number
  calledAt?: number
  position?: number
  aheadCount?: number
  queueLength?: number
  estimatedLowMs?: number
  estimatedHighMs?: number
  ticket?: number
  eventName?: string
}

export interface HostRow {
  id: string
  name?: string
  size: number
  status: 'waiting' | 'called'
  /** The guest said "I'm here". */
  nearby: boolean
  joinedAt: number
  ticket: number
  source: 'guest' | 'host' | 'kiosk'
  quotedLowMs: number
  quotedHighMs: number
  /** How often it was called. */
  calls: number
  calledAt?: number
  callDeadline?: number
  push: 'none' | 'subscribed' | 'failed' | 'sent' | 'shown' | 'answered'
  rev: number
}

export interface HostView {
  queue: HostRow[]
  nowServing: HostRow | null
  closed: boolean
  eventName: string
  nextPollMs: number
}

/** A party that has ended; a host may bring it back. */
export interface RecentRow extends Omit<HostRow, 'status'> {
  status: 'served' | 'no_show' | 'kicked' | 'left' | 'closed'
  endedAt: number
}

export interface RecentView {
  recent: RecentRow[]
  nextPollMs: number
}

export interface BandEstimate {
  minSize: number
  maxSize: number
  lowMs: number
  highMs: number
}

export interface StatusView {
  estimates: BandEstimate[]
  nextPollMs: number
}

export interface DisplayRow {
  ticket: number
  name?: string
  calledAt?: number
}

export interface DisplayView {
  nowCalled: DisplayRow[]
  next: DisplayRow[]
  estimates: BandEstimate[]
  closed: boolean
  nextPollMs: number
}

export interface Joined {
  partyId: string
  sessionId: string
  ticket: number
}
