import type { TextKey } from '../../lib/texts'
import type { Format } from './format'
import {
  metricOf,
  type Cell,
  type DeviceActs,
  type Health,
  type Metric,
  type Report,
  type Score,
  type Shift,
  type VenueNumbers,
} from './report'
import { actNames, sideNames, skipNames } from './words'

interface Row {
  label: string
  cells: Cell[]
}

const isRate = ({ unit }: Metric) => unit === 'share' || unit === 'ms'

// A median is what happened to half of the guests; one who waited for hours does not move it.
const mainOf = ({ unit, median, value }: Metric) => (unit === 'ms' ? median : value)

function cellOf(metric: Metric | undefined, format: Format): Cell {
  if (!metric) return { text: '–' }
  const text = format.value(metric.unit, mainOf(metric))
  return isRate(metric) ? { text, n: metric.n } : { text }
}

/** This span and the one before it, with the difference; grey when either rests on few visits. */
export function versusRows(report: Report, format: Format, nameOf: (metric: Metric) => string): Row[] {
  const { before } = report
  if (!before) return []
  return sideNames.flatMap((name) => {
    const [now, earlier] = [metricOf(report, name), metricOf(before, name)]
    if (!now || !earlier) return []
    const [a, b] = [mainOf(now), mainOf(earlier)]
    const change = a === undefined || b === undefined ? '–' : format.change(now.unit, a - b)
    const few = isRate(now) ? { n: Math.min(now.n, earlier.n) } : {}
    return {
      label: nameOf(now),
      cells: [cellOf(now, format), cellOf(earlier, format), { text: change, ...few }],
    }
  })
}

/** A row a venue. */
export function sideRows(venues: VenueNumbers[], format: Format, few: string): Row[] {
  return venues.map((venue) => ({
    label: venue.fewVisits ? `${venue.name} (${few})` : venue.name,
    cells: sideNames.map((name) => cellOf(metricOf(venue, name), format)),
  }))
}

/** A row an evening: how its promises went. */
export function cardRows(shifts: Shift[], format: Format): Row[] {
  return shifts.map(
    ({ name, code, opensAt, quotes, score, methods, hostQuotes, hostChangeMs, host, suggested }) => ({
      label: [opensAt === undefined ? '' : format.time(opensAt, true), name ?? code ?? ''].join(' ').trim(),
      cells: [
        { text: format.number(quotes) },
        { text: format.value('share', score.inside), n: score.n },
        { text: format.value('share', score.late), n: score.n },
        { text: format.value('share', score.veryLate), n: score.n },
        { text: format.value('ms', score.distanceMs), n: score.n },
        { text: methodsOf(methods, format) },
        { text: format.number(hostQuotes) },
        { text: hostChangeMs === undefined ? '–' : format.change('ms', hostChangeMs) },
        { text: format.value('share', host.inside), n: host.n },
        { text: format.value('share', suggested.inside), n: suggested.n },
      ],
    }),
  )
}

function methodsOf(methods: Record<string, Score>, format: Format): string {
  const made = Object.entries(methods).map(
    ([name, { n, inside }]) => `${name}: ${format.value('share', inside)} (${format.number(n)})`,
  )
  return made.join(', ') || '–'
}

/** A row a host's device; skips with what explains them. */
export function deviceRows(devices: DeviceActs[], format: Format, say: (key: TextKey) => string): Row[] {
  return devices.map(({ device, name, acts, lastAt, skips }) => ({
    label: name ?? (device ? `${say('admin.noName')} (${device.slice(0, 6)})` : say('admin.noDevice')),
    cells: [
      { text: lastAt === undefined ? '–' : format.instant(lastAt) },
      ...Object.keys(actNames).map((act) => ({ text: format.number(acts[act] ?? 0) })),
      {
        text:
          Object.entries(skips)
            .map(([reason, n]) => `${format.number(n)} ${say(skipNames[reason] ?? 'admin.skip.none')}`)
            .join(', ') || format.number(0),
      },
    ],
  }))
}

/** How the service does right now, and when a host last did anything. */
export function healthRows(
  health: Health | undefined,
  devices: DeviceActs[],
  format: Format,
  say: (key: TextKey) => string,
): Row[] {
  if (!health) return []
  const last = Math.max(...devices.map(({ lastAt }) => lastAt ?? 0), 0)
  const row = (key: TextKey, text: string) => ({ label: say(key), cells: [{ text }] })
  return [
    row('admin.health.polls', format.number(health.pollsPerMinute)),
    row('admin.health.unchanged', format.value('share', health.unchangedShare)),
    row('admin.health.p95', format.milliseconds(health.p95Ms)),
    row('admin.health.hosts', format.number(health.hostsOnline)),
    row('admin.lastAct', last === 0 ? '–' : format.instant(last)),
  ]
}
