/** The server's report; what the metrics mean is in docs/analytics.md. */
export interface Report {
  from: number
  to: number
  /** Visits that still wait; they are in no rate. */
  open: number
  metrics: Metric[]
  /** The same span on the same weekdays before. */
  before?: { from: number; to: number; metrics: Metric[] }
  heat: HeatCell[]
  devices: DeviceActs[]
  shifts: Shift[]
}

export type HeatMeasure = 'line' | 'served' | 'abandoned'

/** One hour of the week; 1 is Monday. */
export type HeatCell = { day: number; hour: number } & Record<HeatMeasure, number>

/** What one host's device did. */
export interface DeviceActs {
  device?: string
  name?: string
  acts: Record<string, number>
  /** When it last did anything in the span. */
  lastAt?: number
  skips: Record<string, number>
}

/** How promises of one evening went. */
export interface Shift {
  name?: string
  code?: string
  opensAt?: number
  quotes: number
  score: Score
  /** By how they were made, with its version. */
  methods: Record<string, Score>
  hostQuotes: number
  hostChangeMs?: number
  host: Score
  suggested: Score
}

export interface Score {
  n: number
  inside?: number
  late?: number
  veryLate?: number
  distanceMs?: number
}

/** How the service does right now. */
export interface Health {
  minutes: number
  pollsPerMinute: number
  unchangedShare?: number
  p95Ms?: number
  hostsOnline: number
}

/** One of several venues. */
export interface VenueNumbers {
  id: string
  name: string
  fewVisits: boolean
  metrics: Metric[]
}

/** A number in a table; with the visits that it rests on, where few would say little. */
export interface Cell {
  text: string
  n?: number
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
  /** How many visits a part rests on. */
  byN?: Record<string, number>
}

/** Bars, each with its label. */
export interface Bars {
  labels: string[]
  values: number[]
}

/** Fewer visits say little about a rate. */
export const fewVisits = 20

const weekdays = Array.from({ length: 7 }, (_, day) => day)
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const hourMs = 3_600_000
const mostHours = 24

export function metricOf(report: Pick<Report, 'metrics'>, name: string): Metric | undefined {
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

/** By weekday (0 for Monday) and hour; only rows and columns in which anything was. */
export function heatOf(
  heat: HeatCell[],
  measure: HeatMeasure,
): { days: number[]; hours: number[]; cells: number[][] } {
  const at = (day: number, hour: number) =>
    heat.find((cell) => cell.day === day + 1 && cell.hour === hour)?.[measure] ?? 0
  const isUsed = (day: number) => heat.some((cell) => cell.day === day + 1)
  const days = weekdays.filter(isUsed)
  const used = hours.filter((hour) => heat.some((cell) => cell.hour === hour))
  const [from, to] = [used[0] ?? 0, (used.at(-1) ?? -1) + 1]
  const shown = hours.slice(from, to)
  return { days, hours: shown, cells: days.map((day) => shown.map((hour) => at(day, hour))) }
}

/** How often a promise was kept, by party size and then by hour, with the visits that it rests on. */
export function keptByPart(
  metric: Metric | undefined,
): { part: string; value: string; share: number; n: number }[] {
  return Object.entries(metric?.by ?? {})
    .map(([key, share]) => {
      const [part = '', value = ''] = key.split(' ')
      return { part, value, share, n: metric?.byN?.[key] ?? 0 }
    })
    .sort((a, b) => b.part.localeCompare(a.part) || a.value.localeCompare(b.value))
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
