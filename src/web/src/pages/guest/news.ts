import type { News } from '../../lib/tickets'
import type { GuestView } from '../../lib/views'

const toldMs = 5 * 60_000

/** What a guest must be told beyond the new view itself, so that a screen that changes back does not look like a mistake. */
export function newsOf(before: GuestView | undefined, view: GuestView): News['kind'] | undefined {
  if (view.type === 'position' && before?.type === 'called') return 'falseAlarm'
  if (view.type === 'position' && before?.type === 'removed') return 'back'
  return view.type === 'called' && before?.type === 'called' && view.calledAt !== before.calledAt
    ? 'again'
    : undefined
}

/** News get old, but for that of the call that is still open. */
export function isNews({ kind, at }: News, now: number): boolean {
  return kind === 'again' || now - at < toldMs
}
