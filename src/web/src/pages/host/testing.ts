import type { HostRow } from '../../lib/views'

/** A party of two that waits, as the host's view has it. */
export function row(ticket: number, more: Partial<HostRow> = {}): HostRow {
  return {
    id: `p${ticket}`,
    name: `Guest ${ticket}`,
    size: 2,
    status: 'waiting',
    nearby: false,
    joinedAt: 0,
    ticket,
    source: 'guest',
    quotedLowMs: 0,
    quotedHighMs: 0,
    calls: 0,
    push: 'none',
    rev: ticket,
    ...more,
  }
}
