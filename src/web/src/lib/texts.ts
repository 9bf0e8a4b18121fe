import type english from '../texts/en.json'

// What the server alone says does not travel: the build leaves it out. Guests get only what their pages say.
type ServersOwn = `home.${string}` | `privacy.${string}`

/** A text of the catalogues; those with plurals end in `.one` and `.other`, some also have `.none`. */
export type TextKey = Exclude<keyof typeof english, ServersOwn>
export type Catalogue = Record<TextKey, string>

type Stem<Key> = Key extends `${infer Base}.other` ? Base : never
export type PluralKey = Stem<TextKey>

export const languages = ['en', 'es', 'fr', 'de', 'zh'] as const
export type Language = (typeof languages)[number]

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/** The writing direction of a language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** The words of one language, and its way to write numbers and times. */
export class Texts {
  readonly language: string
  readonly #catalogue: Catalogue
  // Made when they are first needed: the first that writes numbers costs a slow phone a fifth of a second.
  #plurals: Intl.PluralRules | undefined
  #numbers: Intl.NumberFormat | undefined
  #clock: Intl.DateTimeFormat | undefined
  #ago: Intl.RelativeTimeFormat | undefined

  constructor(language: string, catalogue: Catalogue) {
    this.language = language
    this.#catalogue = catalogue
  }

  /** A text with its `{places}` filled. */
  say(key: TextKey, values: Record<string, string | number> = {}): string {
    return this.#fill(this.#catalogue[key], values)
  }

  /** The text for a number of something: `{n}` is the number. */
  count(key: PluralKey, n: number): string {
    const own = this.#catalogue as Record<string, string>
    const none = n === 0 ? own[`${key}.none`] : undefined
    this.#plurals ??= new Intl.PluralRules(this.language)
    const form = none ?? own[`${key}.${this.#plurals.select(n)}`] ?? own[`${key}.other`] ?? ''
    return this.#fill(form, { n })
  }

  /** The text of an error code; another where none is kept for it. */
  problem(code: string): string {
    const own = this.#catalogue as Record<string, string>
    return own[`error.${code}`] ?? this.say('error.unexpected')
  }

  /** A number as the language writes it. Small ones are the same in all of ours, and need no format made for them. */
  number(value: number): string {
    if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value)
    this.#numbers ??= new Intl.NumberFormat(this.language)
    return this.#numbers.format(value)
  }

  clock(instant: number): string {
    this.#clock ??= new Intl.DateTimeFormat(this.language, { hour: 'numeric', minute: '2-digit' })
    return this.#clock.format(instant)
  }

  /** A span as minutes and seconds, such as 4:05. */
  countdown(ms: number): string {
    const seconds = Math.max(0, Math.ceil(ms / 1000))
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }

  ago(ms: number): string {
    const seconds = Math.floor(ms / 1000)
    if (seconds < 2) return this.say('ticket.justNow')
    this.#ago ??= new Intl.RelativeTimeFormat(this.language, { style: 'short' })
    return seconds < 90
      ? this.#ago.format(-seconds, 'second')
      : this.#ago.format(-Math.round(seconds / 60), 'minute')
  }

  #fill(text: string, values: Record<string, string | number>): string {
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name]
      return typeof value === 'number' ? this.number(value) : (value ?? place)
    })
  }
}

/** Loads the words of the page's language, as the server chose it, from one set of catalogues. */
export async function textsOf(catalogues: Record<string, () => Promise<Catalogue>>): Promise<Texts> {
  const { lang } = document.documentElement
  const known = languages.find((known) => known === lang.split('-')[0]) ?? 'en'
  const load = Object.entries(catalogues).find(([path]) => path.includes(`/${known}.json`))?.[1]
  if (!load) throw new Error(`No catalogue of ${known}`)
  return new Texts(known, await load())
}
