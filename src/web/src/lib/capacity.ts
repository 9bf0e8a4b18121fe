/** What estimates start from, as requests have it. */
export interface Capacity {
  /** Minutes that a party keeps its table. */
  turnMinutes?: number
  tables?: TableGroup[]
  /** Minutes that serving one party takes. */
  serviceMinutes?: number
  /** How many parties are served at once. */
  counters?: number
}

/** The fields of a request that say it. */
export const capacityFields = ['turnMinutes', 'tables', 'serviceMinutes', 'counters'] as const

export interface TableGroup {
  seats: number
  count: number
}

/** What is typed into the form; null is an empty field. */
export interface CapacityDraft {
  kind: 'tables' | 'counters'
  tables: { seats: number; count: number | null }[]
  turnMinutes: number | null
  counters: number | null
  serviceMinutes: number | null
}

const usualSeats = [2, 4, 6, 8]
const usualTurn = 50
const usualService = 5
const most = 1000
const longest = 600

/** The form as it opens: what is known, and else the tables or minutes of most places. */
export function draftOfCapacity(known: Capacity, bySize: boolean): CapacityDraft {
  const tables = known.tables ?? []
  const sizes = new Set([...usualSeats, ...tables.map(({ seats }) => seats)])
  const isCounter = tables.length === 0 && (known.counters !== undefined || !bySize)
  return {
    kind: isCounter ? 'counters' : 'tables',
    tables: [...sizes].sort((a, b) => a - b).map((seats) => ({ seats, count: countOf(tables, seats) })),
    turnMinutes: known.turnMinutes ?? usualTurn,
    counters: known.counters ?? null,
    serviceMinutes: known.serviceMinutes ?? usualService,
  }
}

/** The fields of a request. Tables come before counters, so a counter takes tables back. */
export function capacityOf(draft: CapacityDraft): Capacity {
  if (draft.kind === 'counters') {
    return draft.counters
      ? {
          tables: [],
          counters: within(draft.counters, most),
          serviceMinutes: within(draft.serviceMinutes ?? usualService, longest),
        }
      : { tables: [] }
  }
  const tables = draft.tables.flatMap(({ seats, count }) =>
    count ? [{ seats, count: within(count, most) }] : [],
  )
  return tables.length > 0
    ? { tables, turnMinutes: within(draft.turnMinutes ?? usualTurn, longest) }
    : { tables }
}

function countOf(tables: TableGroup[], seats: number): number | null {
  const count = tables.reduce((sum, table) => sum + (table.seats === seats ? table.count : 0), 0)
  return count === 0 ? null : count
}

function within(value: number, highest: number): number {
  return Math.min(Math.max(Math.round(value), 1), highest)
}
