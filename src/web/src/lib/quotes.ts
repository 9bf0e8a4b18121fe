import { minutesOf } from './estimate'
import type { Texts } from './texts'
import type { BandEstimate } from './views'

/** The wait of one size of parties, in words. */
export interface Quote {
  /** Such as 3–4 or 5+. */
  short: string
  size: string
  wait: string
}

/** A wait as people are told. */
export function waitText(lowMs: number, highMs: number, texts: Texts): string {
  if (highMs <= 0) return texts.say('common.soon')
  const { lowMinutes: low, highMinutes: high } = minutesOf(lowMs, highMs)
  return texts.say('common.minutes', { low, high })
}

/** What to say to whom; one wait for all where sizes make no difference. */
export function quotesOf(
  estimates: BandEstimate[],
  { bySize, maxPartySize }: { bySize: boolean; maxPartySize: number },
  texts: Texts,
): Quote[] {
  const quotes = estimates.map(({ minSize: min, maxSize: max, lowMs, highMs }) => {
    const isLast = max >= maxPartySize
    return {
      short: isLast ? `${min}+` : `${min}–${max}`,
      size: texts.say(isLast ? 'join.forSizeUp' : 'join.forSize', { min, max }),
      wait: waitText(lowMs, highMs, texts),
    }
  })
  const differ = bySize && new Set(quotes.map(({ wait }) => wait)).size > 1
  return differ ? quotes : quotes.slice(0, 1)
}

export function estimateFor(size: number, estimates: BandEstimate[]): BandEstimate | undefined {
  return estimates.find((band) => band.minSize <= size && size <= band.maxSize)
}
