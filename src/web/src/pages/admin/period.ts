export const spans = ['tonight', 'week', 'month', 'days'] as const
export type Span = (typeof spans)[number]

/** Which visits are asked for, by when they joined. */
export interface Period {
  span: Span
  /** First and last day, as 2026-03-06, for `days`. */
  first: string
  last: string
  /** One queue; empty for all. */
  code: string
  /** The id of one venue; empty for all. */
  venue: string
}

const tonightMs = 12 * 3_600_000

/** A day as the server reads it, some days before or after an instant. */
export function dayOf(instant: number, after = 0): string {
  const day = new Date(instant)
  day.setDate(day.getDate() + after)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The day after, which ends a period that includes the given one. */
export function nextDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(new Date(year, month - 1, date).getTime(), 1)
}

/**
 * The query of the report. Days are those of the venue's clock, where tomorrow may have begun already; so what lasts until now has no end.
 * An evening that goes past midnight is one all the same.
 */
export function queryOf({ span, first, last, code, venue }: Period, now: number): URLSearchParams {
  const query = new URLSearchParams(venue ? { venue } : code ? { code } : {})
  if (span === 'tonight') {
    query.set('from', String(now - tonightMs))
  } else {
    query.set('from', span === 'days' ? first : dayOf(now, span === 'week' ? -6 : -29))
    if (span === 'days') query.set('to', nextDay(last))
  }
  return query
}
