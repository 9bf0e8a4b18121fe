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

export interface DisplayView {
  nowCalled: { ticket: number; name?: string; calledAt?: number }[]
  nextPollMs: number
}

export interface Joined {
  partyId: string
  sessionId: string
  ticket: number
}
