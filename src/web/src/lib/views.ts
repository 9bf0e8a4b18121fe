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
  size?: number
  held?: boolean
  snoozedUntil?: number
  maySnooze?: boolean
  onMyWay?: boolean
  /** Until when it is back at its old place by saying so. */
  backUntil?: number
  stillHere?: boolean
  announcement?: Announcement
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
  notes?: string
  tags?: string[]
  /** Before its guest changed it to one of another band. */
  sizeBefore?: number
  /** Since when it is held back. */
  heldAt?: number
  /** Until when it lets others pass. */
  snoozedUntil?: number
  /** How often it asked for time. */
  snoozes?: number
  onMyWay?: boolean
  /** When it said, after its end, that it is still here. */
  stillHereAt?: number
  rev: number
}

export interface Announcement {
  text: string
  until: number
}

export interface HostView {
  queue: HostRow[]
  nowServing: HostRow | null
  closed: boolean
  paused?: boolean
  announcement?: Announcement
  stillHere?: RecentRow[]
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
  /** When it opens; of a venue whose evening is over, when the next one does. */
  opensAt?: number
  nextPollMs: number
}

/** When each party's phone was last heard of; who never was is not there. */
export interface PresenceView {
  parties: { partyId: string; seenAt: number }[]
  quietAfterMs: number
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
  announcement?: Announcement
  closed: boolean
  nextPollMs: number
}

export interface Joined {
  partyId: string
  sessionId: string
  ticket: number
}
