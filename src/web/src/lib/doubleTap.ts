const quickMs = 400
const nearPx = 40

interface Tap {
  at: number
  x: number
  y: number
  target: EventTarget | null
  /** By the keyboard: without a place. */
  isKey: boolean
}

/** Two taps that are one by mistake: at once, and on one spot or by one held key. What lies under the finger may be another thing by then. */
export function isDoubleTap(before: Tap | undefined, tap: Tap): boolean {
  if (!before || tap.at - before.at >= quickMs) return false
  return tap.isKey || before.isKey
    ? tap.target === before.target
    : Math.hypot(tap.x - before.x, tap.y - before.y) < nearPx
}

/** Lets the second of two such taps on something inside do nothing. */
export function oneTap(element: HTMLElement): void {
  let last: Tap | undefined
  element.addEventListener(
    'click',
    (event) => {
      const { clientX: x, clientY: y, target, timeStamp: at, detail } = event
      const tap = { at, x, y, target, isKey: detail === 0 }
      if (isDoubleTap(last, tap)) event.stopPropagation()
      else last = tap
    },
    { capture: true },
  )
}
