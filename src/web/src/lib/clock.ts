/** What tells the time and waits; tests bring their own. */
export interface Clock {
  now(): number
  set(action: () => void, ms: number): unknown
  clear(timer: unknown): void
}

export const browserClock: Clock = {
  now: () => Date.now(),
  set: (action, ms) => setTimeout(action, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}
