import type { Texts } from '../../lib/texts'
import type { Metric } from './report'

/** Numbers, spans and days as the language writes them. */
export class Format {
  readonly #number: Intl.NumberFormat
  readonly #share: Intl.NumberFormat
  readonly #minutes: Intl.NumberFormat
  readonly #fewMinutes: Intl.NumberFormat
  readonly #seconds: Intl.NumberFormat
  readonly #milliseconds: Intl.NumberFormat
  readonly #hour: Intl.DateTimeFormat
  readonly #day: Intl.DateTimeFormat
  readonly #weekday: Intl.DateTimeFormat
  readonly #instant: Intl.DateTimeFormat

  constructor({ language }: Pick<Texts, 'language'>) {
    const unit = (unit: string, digits: number) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: digits,
      })
    this.#number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
    this.#share = new Intl.NumberFormat(language, { style: 'percent' })
    this.#minutes = unit('minute', 0)
    this.#fewMinutes = unit('minute', 1)
    this.#seconds = unit('second', 0)
    this.#milliseconds = unit('millisecond', 2)
    this.#hour = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' })
    this.#day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
    this.#weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
    this.#instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  }

  number(value: number): string {
    return this.#number.format(value)
  }

  /** A value of a metric; a dash where there is nothing to make it of. */
  value(unit: Metric['unit'], value: number | undefined): string {
    if (value === undefined) return '–'
    if (unit === 'share') return this.#share.format(value)
    if (unit !== 'ms') return this.#number.format(value)
    const minutes = value / 60_000
    if (Math.abs(minutes) < 2) return this.#seconds.format(value / 1000)
    return (Math.abs(minutes) < 10 ? this.#fewMinutes : this.#minutes).format(minutes)
  }

  /** A short span, in milliseconds. */
  milliseconds(value: number | undefined): string {
    return value === undefined ? '–' : this.#milliseconds.format(value)
  }

  /** How much more or less a value is than before. */
  change(unit: Metric['unit'], value: number): string {
    return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${this.value(unit, Math.abs(value))}`
  }

  /** An hour of an instant, or its day. */
  time(at: number, isDay: boolean): string {
    return (isDay ? this.#day : this.#hour).format(at)
  }

  /** An hour of the day, from 0. */
  hour(hour: number): string {
    return this.#hour.format(new Date(2026, 0, 1, hour))
  }

  /** A weekday, 0 for Monday. */
  weekday(day: number): string {
    return this.#weekday.format(Date.UTC(2026, 0, 5 + day))
  }

  instant(at: number): string {
    return this.#instant.format(at)
  }
}
