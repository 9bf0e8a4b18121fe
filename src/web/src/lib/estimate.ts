import type { GuestView } from './views'

/** What a guest is told about the wait. Instants are in server time. */
export type Estimate =
  | { kind: 'soon' }
  | { kind: 'late' }
  | { kind: 'range'; lowMinutes: number; highMinutes: number; lowAt: number; highAt: number }

/** A view's estimate counts from when the queue last changed; this is when the phone first saw it. */
export interface Anchor {
  at: number
  lowMs: number
  highMs: number
  position: number
}

const minuteMs = 60_000
const step = 5
const slipMs = 10 * minuteMs

/** Keeps the anchor while the view says the same, so that a reload does not start the wait again. */
export function anchorOf(view: GuestView, now: number, before?: Anchor): Anchor {
  const anchor = {
    at: now,
    lowMs: view.estimatedLowMs ?? 0,
    highMs: view.estimatedHighMs ?? 0,
    position: view.position ?? 1,
  }
  const same =
    before?.lowMs === anchor.lowMs && before.highMs === anchor.highMs && before.position === anchor.position
  return same ? before : anchor
}

/** The range in steps of five minutes; no number when it is less than one step away. */
export function estimateOf(anchor: Anchor, now: number): Estimate {
  if (anchor.position <= 1 && anchor.highMs === 0) return { kind: 'soon' }
  const highAt = anchor.at + anchor.highMs
  const left = highAt - now
  if (left <= 0) return { kind: 'late' }
  if (left <= step * minuteMs) return { kind: 'soon' }
  const lowLeft = Math.max(0, anchor.at + anchor.lowMs - now)
  return {
    kind: 'range',
    ...minutesOf(lowLeft, left),
    lowAt: roundTo5(anchor.at + anchor.lowMs, Math.floor),
    highAt: roundTo5(highAt, Math.ceil),
  }
}

/** A span as people say it: in steps of five minutes, and at least one step wide. */
export function minutesOf(lowMs: number, highMs: number): { lowMinutes: number; highMinutes: number } {
  const lowMinutes = Math.floor(lowMs / minuteMs / step) * step
  return { lowMinutes, highMinutes: Math.max(Math.ceil(highMs / minuteMs / step) * step, lowMinutes + step) }
}

/** True when the end has moved by so much since it was promised that the guest deserves a word. */
export function hasSlipped(promisedHighAt: number | undefined, estimate: Estimate): boolean {
  return (
    promisedHighAt !== undefined && estimate.kind === 'range' && estimate.highAt - promisedHighAt >= slipMs
  )
}

function roundTo5(instant: number, round: (value: number) => number): number {
  return round(instant / minuteMs / step) * minuteMs * step
}
