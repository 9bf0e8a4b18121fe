import { get, post, type Problem, type Result } from '../../lib/api'
import type { Store } from '../../lib/storage'
import type { TextKey, Texts } from '../../lib/texts'
import { requestOf, type Draft, type Role, type Venue, type VenueDevice } from './venue'

const keyName = 'queue.owner'
const refreshMs = 30_000

/** A code with which a device becomes one of a venue. */
export interface PairingCode {
  pairingCode: string
  expiresAt: number
}

/** The venues of an owner, asked for with their API key. */
export class VenuesState {
  readonly texts: Texts
  /** Good as far as the server said; without one there is nothing but the way to sign in. */
  key = $state('')
  /** A key that was just made, to be shown once. */
  newKey = $state<string | undefined>()
  venues = $state.raw<Venue[] | undefined>()
  /** The venue whose form is open; `new` for one that is to be. */
  editing = $state<string | undefined>()
  isBusy = $state(false)
  trouble = $state<string | undefined>()
  readonly #store: Store

  constructor(store: Store, texts: Texts) {
    this.#store = store
    this.texts = texts
    const kept = store.read(keyName)
    this.key = typeof kept === 'string' ? kept : ''
  }

  start(): void {
    if (this.key) void this.signIn(this.key)
    setInterval(() => {
      if (this.key && document.visibilityState === 'visible') void this.#refresh(this.key)
    }, refreshMs)
  }

  async signIn(key: string): Promise<void> {
    await this.#busy(() => this.#refresh(key))
  }

  async makeKey(): Promise<void> {
    await this.#busy(async () => {
      const made = await post<{ key: string }>('/api/keys', {})
      if (!made.ok) return this.#fail(made.problem)
      this.newKey = made.body.key
      return this.#refresh(made.body.key)
    })
  }

  signOut(): void {
    this.#store.remove(keyName)
    this.key = ''
    this.newKey = undefined
    this.venues = undefined
    this.editing = undefined
  }

  async save(draft: Draft, venue?: Venue): Promise<void> {
    await this.#busy(async () => {
      const request = requestOf(draft, venue)
      const saved = venue
        ? await this.#send('PATCH', `/api/venues/${venue.id}`, request)
        : await this.#send('POST', '/api/venues', request)
      if (!saved.ok) return this.#fail(saved.problem)
      this.editing = undefined
      return this.#refresh(this.key)
    })
  }

  async end(venue: Venue): Promise<void> {
    await this.#busy(async () => {
      const ended = await this.#send('DELETE', `/api/venues/${venue.id}`, {})
      if (!ended.ok) return this.#fail(ended.problem)
      this.editing = undefined
      return this.#refresh(this.key)
    })
  }

  async devices(venue: Venue): Promise<VenueDevice[] | undefined> {
    const answer = await get<{ devices: VenueDevice[] }>(`/api/venues/${venue.id}/devices`, this.#headers)
    return answer.ok ? answer.body.devices : this.#fail(answer.problem)
  }

  pair(venue: Venue, role: Role): Promise<PairingCode | undefined> {
    return this.#busy(async () => {
      const offered = await this.#send<PairingCode>('POST', `/api/venues/${venue.id}/pairing`, { role })
      return offered.ok ? offered.body : this.#fail(offered.problem)
    })
  }

  removeDevice(venue: Venue, device: VenueDevice): Promise<boolean | undefined> {
    return this.#busy(async () => {
      const removed = await this.#send('DELETE', `/api/venues/${venue.id}/devices/${device.id}`, {})
      return removed.ok || this.#fail(removed.problem)
    })
  }

  setPin(venue: Venue, pin: string): Promise<boolean | undefined> {
    return this.#busy(async () => {
      const set = await this.#send('PUT', `/api/venues/${venue.id}/pin`, { pin: pin || null })
      return set.ok || this.#fail(set.problem)
    })
  }

  get #headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.key}` }
  }

  #send<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body: object): Promise<Result<T>> {
    return post<T>(url, body, { method, headers: this.#headers })
  }

  async #refresh(key: string): Promise<void> {
    const answer = await get<{ venues: Venue[] }>('/api/venues', { Authorization: `Bearer ${key}` })
    if (!answer.ok) return this.#fail(answer.problem)
    this.key = key
    this.venues = answer.body.venues
    this.#store.write(keyName, key)
  }

  async #busy<T>(work: () => Promise<T>): Promise<T> {
    this.isBusy = true
    this.trouble = undefined
    try {
      return await work()
    } finally {
      this.isBusy = false
    }
  }

  #fail(problem: Problem): undefined {
    if (problem.status === 401) this.signOut()
    this.trouble = wordsOf(problem, this.texts)
    return undefined
  }
}

const ofField: Record<string, TextKey> = {
  name: 'new.nameMissing',
  slug: 'venue.wrongSlug',
  timeZone: 'venue.wrongZone',
  openingHours: 'venue.wrongHours',
  closedDates: 'venue.wrongDates',
  pin: 'venue.wrongPin',
}

function wordsOf({ status, code, error, fields }: Problem, texts: Texts): string {
  if (status === 401) return texts.say('venue.wrongKey')
  if (code === 'unavailable') return texts.say('error.unavailable')
  if (code !== 'invalid_field') return texts.problem(code)
  const known = Object.keys(fields ?? {}).map((field) => ofField[field])[0]
  return known ? texts.say(known) : error
}
