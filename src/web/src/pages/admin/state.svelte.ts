import { get, type Problem } from '../../lib/api'
import type { Store } from '../../lib/storage'
import type { Texts } from '../../lib/texts'
import { dayOf, queryOf, type Period } from './period'
import type { Health, Report, VenueNumbers } from './report'

const keyName = 'queue.admin'
const refreshMs = 60_000

/** The numbers of a period, asked for with the admin key. */
export class AdminState {
  readonly texts: Texts
  /** Good as far as the server said; without one there is nothing but the way to sign in. */
  key = $state('')
  period = $state.raw<Period>({
    span: 'tonight',
    first: dayOf(Date.now()),
    last: dayOf(Date.now()),
    code: '',
    venue: '',
  })
  report = $state.raw<Report | undefined>()
  /** Those to choose from. */
  venues = $state.raw<{ id: string; name: string }[]>([])
  /** All of them side by side, where there are several and none was chosen. */
  sides = $state.raw<VenueNumbers[]>([])
  /** Only beside tonight's numbers. */
  health = $state.raw<Health | undefined>()
  isBusy = $state(false)
  trouble = $state<string | undefined>()
  readonly #store: Store
  // Only the answer to what was asked last is shown.
  #asked = 0

  constructor(store: Store, texts: Texts) {
    this.#store = store
    this.texts = texts
    const kept = store.read(keyName)
    this.key = typeof kept === 'string' ? kept : ''
  }

  start(): void {
    if (this.key) void this.refresh()
    setInterval(() => {
      if (this.key && this.period.span === 'tonight' && document.visibilityState === 'visible')
        void this.refresh()
    }, refreshMs)
  }

  async signIn(key: string): Promise<void> {
    this.trouble = undefined
    await this.#ask(key)
  }

  signOut(): void {
    this.#asked++
    this.#store.remove(keyName)
    this.key = ''
    this.report = undefined
    this.venues = []
    this.sides = []
    this.health = undefined
    this.isBusy = false
  }

  async choose(change: Partial<Period>): Promise<void> {
    this.period = { ...this.period, ...change }
    await this.refresh()
  }

  async refresh(): Promise<void> {
    await this.#ask(this.key)
  }

  /** Saves one line a visit as a file. The key goes in a header, so this cannot be a plain link. */
  async download(): Promise<void> {
    const answer = await get<string>(`/api/admin/analytics.csv?${this.#query()}`, headersOf(this.key), 'text')
    if (!answer.ok) {
      this.#fail(answer.problem)
      return
    }
    this.trouble = undefined
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([answer.body], { type: 'text/csv' }))
    link.download = `visits-${dayOf(Date.now())}.csv`
    link.click()
    // Not at once: some browsers begin to read it only later.
    setTimeout(() => URL.revokeObjectURL(link.href), refreshMs)
  }

  async #ask(key: string): Promise<void> {
    const asked = ++this.#asked
    this.isBusy = true
    const answer = await get<Report>(`/api/admin/analytics?${this.#query()}`, headersOf(key))
    if (asked !== this.#asked) return
    this.isBusy = false
    if (!answer.ok) {
      this.#fail(answer.problem)
      return
    }
    this.trouble = undefined
    this.report = answer.body
    this.key = key
    this.#store.write(keyName, key)
    await this.#askBeside(key, asked)
  }

  // The report stands without them: when they cannot be had it stays as it is.
  async #askBeside(key: string, asked: number): Promise<void> {
    const health =
      this.period.span === 'tonight' ? await get<Health>('/api/admin/health', headersOf(key)) : undefined
    if (asked !== this.#asked) return
    this.health = health?.ok ? health.body : undefined
    const listed = await get<{ venues: { id: string; name: string }[] }>('/api/admin/venues', headersOf(key))
    if (asked !== this.#asked || !listed.ok) return
    this.venues = listed.body.venues
    const { code, venue } = this.period
    if (this.venues.length < 2 || code || venue) {
      this.sides = []
      return
    }
    const path = `/api/admin/venues/analytics?${this.#query()}`
    const compared = await get<{ venues: VenueNumbers[] }>(path, headersOf(key))
    if (asked === this.#asked && compared.ok) this.sides = compared.body.venues
  }

  #query(): string {
    return queryOf(this.period, Date.now()).toString()
  }

  #fail({ status, code }: Problem): void {
    const { texts } = this
    this.trouble =
      status === 401 || status === 403
        ? texts.say('admin.wrongKey')
        : code === 'session_not_found' || code === 'venue_not_found'
          ? texts.say('admin.wrongCode')
          : code === 'invalid_field'
            ? texts.say('admin.wrongDays')
            : code === 'unavailable'
              ? texts.say('error.unavailable')
              : texts.problem(code)
    if (status === 401 || status === 403) this.signOut()
  }
}

function headersOf(key: string): Record<string, string> {
  return { Authorization: `Bearer ${key}` }
}
