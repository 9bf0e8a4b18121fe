/** When to ask again. */
export interface Pace {
  /** What the last good view asked for. */
  nextPollMs: number
  /** Failures in a row. */
  failures: number
  /** What the server asked for with `Retry-After`. */
  retryAfterMs?: number | undefined
  /** The server held the request, so it may be asked again at once. */
  held: boolean
  /** From 0 to 1. */
  random: number
}

const firstRetryMs = 1000
const longestRetryMs = 30_000
const afterHeldMs = 200

export function delayMs({ nextPollMs, failures, retryAfterMs, held, random }: Pace): number {
  if (failures > 0) {
    // All phones of a full house fail at the same moment; they must not come back at the same moment.
    const backOff = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 10))
    return Math.max(backOff * (0.5 + random / 2), (retryAfterMs ?? 0) * (1 + random / 4))
  }
  return held ? afterHeldMs * random : nextPollMs * (0.9 + random / 5)
}

/** `Retry-After` in seconds (the server sends no dates). */
export function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header.trim()) ? Number(header) * 1000 : undefined
}
