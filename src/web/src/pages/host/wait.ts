import { minutesOf } from '../../lib/estimate'
import type { HostRow } from '../../lib/views'

/** How long a party has waited, against what it was promised. In minutes. */
export interface Wait {
  waited: number
  /** Nothing was promised to whoever found nobody ahead. */
  promised?: { low: number; high: number }
  late: number
  level: 'good' | 'near' | 'late'
}

const minuteMs = 60_000
const nearShare = 0.8

type Promised = Pick<HostRow, 'joinedAt' | 'quotedLowMs' | 'quotedHighMs'>

export function waitOf({ joinedAt, quotedLowMs, quotedHighMs }: Promised, now: number): Wait {
  const waited = Math.max(0, Math.floor((now - joinedAt) / minuteMs))
  if (quotedHighMs <= 0) return { waited, late: 0, level: 'good' }
  const { lowMinutes: low, highMinutes: high } = minutesOf(quotedLowMs, quotedHighMs)
  const late = Math.max(0, waited - high)
  const level = late > 0 ? 'late' : waited >= high * nearShare ? 'near' : 'good'
  return { waited, promised: { low, high }, late, level }
}
