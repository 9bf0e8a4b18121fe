import type { Item, RoomView } from './items'

/** Some items of a room in a row: nothing is missing between the first and the last, and nothing is there twice. */
export interface Feed {
  /** The number of the first; one more than the last when there is none. */
  first: number
  last: number
  items: readonly Item[]
  /** The room has kept older ones. */
  hasEarlier: boolean
}

export function startOf({ items, firstSeq, lastSeq }: RoomView): Feed {
  const first = items[0]?.seq ?? lastSeq + 1
  return { first, last: lastSeq, items, hasEarlier: first > firstSeq }
}

/** Adds those that follow; undefined when one is missing between. What is there already is passed over. */
export function append(feed: Feed, items: readonly Item[]): Feed | undefined {
  const fresh = items.filter((item) => item.seq > feed.last)
  if (!fresh.every((item, index) => item.seq === feed.last + 1 + index)) return undefined
  return fresh.length === 0
    ? feed
    : { ...feed, items: [...feed.items, ...fresh], last: feed.last + fresh.length }
}

/** Adds older ones, which must reach up to the first. */
export function prepend(feed: Feed, items: readonly Item[], hasEarlier: boolean): Feed {
  const older = items.filter((item) => item.seq < feed.first)
  if (older.length === 0) return { ...feed, hasEarlier: false }
  const first = older[0]?.seq ?? feed.first
  const isWhole =
    older.every((item, index) => item.seq === first + index) && first + older.length === feed.first
  return isWhole ? { ...feed, first, items: [...older, ...feed.items], hasEarlier } : feed
}

/** Brings it up to a view of the room; undefined when what lies between has to be asked for. */
export function follow(feed: Feed | undefined, view: RoomView): Feed | undefined {
  // Forgotten meanwhile, or a backup was restored: what comes next is not what follows.
  if (!feed || feed.last < view.firstSeq - 1 || feed.last > view.lastSeq) return startOf(view)
  const next = append(feed, view.items)
  return next?.last === view.lastSeq ? forget(next, view.firstSeq) : undefined
}

/** Lets go of the oldest when there are many; they can be asked for again. */
export function trim(feed: Feed, most: number): Feed {
  return feed.items.length > most ? { ...dropUntil(feed, feed.last - most), hasEarlier: true } : feed
}

// What the room has forgotten is not shown any longer.
function forget(feed: Feed, firstSeq: number): Feed {
  return feed.first >= firstSeq ? feed : { ...dropUntil(feed, firstSeq - 1), hasEarlier: false }
}

function dropUntil(feed: Feed, seq: number): Feed {
  const first = Math.min(seq, feed.last) + 1
  return { ...feed, first, items: feed.items.filter((item) => item.seq >= first) }
}
