import type { DisplayRow } from '../../lib/views'

const freshMs = 60_000
const freshMost = 9

/** A call is huge for a minute; longer only when nobody was called since. No more are huge at once than the screen has room for. */
export function boardOf(called: DisplayRow[], now: number): { fresh: DisplayRow[]; earlier: DisplayRow[] } {
  const fresh = called.filter(({ calledAt = 0 }) => now - calledAt < freshMs).slice(0, freshMost)
  const shown = fresh.length > 0 ? fresh : called.slice(0, 1)
  return { fresh: shown, earlier: called.filter((row) => !shown.includes(row)) }
}

/** Whether somebody was called, or called again, since the board was last looked at. */
export function isCall(before: DisplayRow[], now: DisplayRow[]): boolean {
  const keyOf = ({ ticket, calledAt }: DisplayRow) => `${ticket}@${calledAt}`
  const known = new Set(before.map(keyOf))
  return now.some((row) => !known.has(keyOf(row)))
}
