/** The server's report; what the metrics mean is in docs/analytics.md. */
export interface Report {
  from: number
  to: number
  /** Visits that still wait; they are in no rate. */
  open: number
  metrics: Metric[]
}

export interface Metric {
  name: string
  unit: 'count' | 'ms' | 'share' | 'per_hour'
  value?: number
  /** How many visits it rests on. */
  n: number
  median?: number
  p90?: number
  by?: Record<string, number>
}

/** Bars, each with its label. */
export interface Bars {
  labels: string[]
  values: number[]
}

/** Fewer visits say little about a rate. */
export const fewVisits = 20

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const hourMs = 3_600_000
const mostHours = 24

export function metricOf(report: Report, name: string): Metric | undefined {
  return report.metrics.find((metric) => metric.name === name)
}

/** Parties or people served in each hour from the first to the last, also where nobody was; by day where an hour of the day would come twice. */
export function servedOf(metric: Metric | undefined, label: (at: number, isDay: boolean) => string): Bars {
  const served = Object.entries(metric?.by ?? {}).map(([hour, value]) => ({ at: Date.parse(hour), value }))
  if (served.length === 0) return { labels: [], values: [] }
  const [first, last] = [Math.min(...served.map(({ at }) => at)), Math.max(...served.map(({ at }) => at))]
  const isDay = (last - first) / hourMs >= mostHours
  const bars = new Map<string, number>()
  for (let at = first; at <= last; at += hourMs) bars.set(label(at, isDay), bars.get(label(at, isDay)) ?? 0)
  for (const { at, value } of served) bars.set(label(at, isDay), (bars.get(label(at, isDay)) ?? 0) + value)
  return { labels: [...bars.keys()], values: [...bars.values()] }
}

/** How many parties waited, by weekday (Monday first) and hour; only rows and columns in which somebody did. */
export function lineOf(metric: Metric | undefined): { days: number[]; hours: number[]; cells: number[][] } {
  const at = (day: number, hour: number) =>
    metric?.by?.[`${weekdays[day]} ${String(hour).padStart(2, '0')}`] ?? 0
  const isUsed = (day: number) => hours.some((hour) => at(day, hour) > 0)
  const days = weekdays.map((_, day) => day).filter(isUsed)
  const used = hours.filter((hour) => days.some((day) => at(day, hour) > 0))
  const [from, to] = [used[0] ?? 0, (used.at(-1) ?? -1) + 1]
  const shown = hours.slice(from, to)
  return { days, hours: shown, cells: days.map((day) => shown.map((hour) => at(day, hour))) }
}

/** How often a promise was kept, by the hour in which it was given. */
export function keptByHour(metric: Metric | undefined, label: (hour: number) => string): Bars {
  const found = Object.entries(metric?.by ?? {})
    .map(([part, share]) => ({ hour: /^hour (\d\d)$/.exec(part)?.[1], share }))
    .filter(({ hour }) => hour !== undefined)
    .sort((a, b) => Number(a.hour) - Number(b.hour))
  return {
    labels: found.map(({ hour }) => label(Number(hour))),
    values: found.map(({ share }) => share * 100),
  }
}
