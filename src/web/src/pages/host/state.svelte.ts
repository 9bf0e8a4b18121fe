import { post } from '../../lib/api'
import { capacityFields, type Capacity } from '../../lib/capacity'
import { renewDevice, venueOf } from '../../lib/devices'
import { keepHost, type HostKey } from '../../lib/hosts'
import { keepOffline } from '../../lib/offline'
import { Poller } from '../../lib/poller'
import { ServerTime } from '../../lib/serverTime'
import type { Store } from '../../lib/storage'
import type { Texts } from '../../lib/texts'
import type { HostView, PresenceView, StatusView } from '../../lib/views'
import { ScreenWake } from '../../lib/wake'
import { Ear } from './ear.svelte'
import { Hand } from './hand.svelte'
import { keepSame, lineOf, type Line } from './line'
import { Lock } from './lock.svelte'

export interface HostSetup {
  key: HostKey
  /** Tables of different sizes instead of one line. */
  bySize: boolean
  maxPartySize: number
  joinUrl: string
  store: Store
  texts: Texts
}

/** The settings that a host changes on the screen; others are kept as they are. */
export interface QueueSettings extends Capacity {
  callWindowSeconds: number
  onCallExpired: 'keep' | 'no_show' | 'no_show_and_call_next'
  positionBy: 'overall' | 'sizeBand'
  snooze: boolean
  maxGuests: number
  maxPartySize: number
}

const staleMs = 12_000
const waitSeconds = 8
const leastPauseMs = 1000
const slowMs = 10_000
const renewMs = 24 * 3_600_000

/** Everything that the host screen shows; what the host does is the hand's. */
export class HostState {
  readonly setup: HostSetup
  readonly ear: Ear
  readonly hand: Hand
  readonly lock: Lock
  view = $state.raw<HostView | undefined>()
  status = $state.raw<StatusView | undefined>()
  presence = $state.raw<PresenceView | undefined>()
  freshAt = $state<number | undefined>()
  failures = $state(0)
  now = $state(Date.now())
  staysOn = $state(false)
  isDenied = $state(false)

  readonly line: Line = $derived.by(() => lineOf(this.view, this.hand.commands))

  readonly #time = new ServerTime()
  readonly #wake = new ScreenWake((isOn) => (this.staysOn = isOn))
  readonly #view: Poller<HostView>
  readonly #status: Poller<StatusView>
  readonly #presence: Poller<PresenceView>

  constructor(setup: HostSetup) {
    this.setup = setup
    const { key, store } = setup
    const kept = store.read(this.#viewName) as { view: HostView; at: number } | undefined
    this.view = kept?.view
    this.freshAt = kept?.at
    this.ear = new Ear(store, setup.texts)
    this.lock = new Lock(key, store, setup.texts)
    this.#view = new Poller<HostView>({
      url: `/api/queue/${key.code}/snapshot`,
      headers: { 'x-host-auth': key.token },
      time: this.#time,
      isUrgent: () => true,
      isFinal: (view) => view.closed && !this.#isDevice,
      waitSeconds,
      slowestMs: leastPauseMs,
      onView: (view) => this.#take(view),
      onAsked: (freshAt, failures) => {
        this.freshAt = freshAt ?? this.freshAt
        this.failures = failures
        if (failures === 0) this.hand.seen()
      },
      onGone: () => this.#deny(),
      onDenied: () => this.#deny(),
    })
    this.#status = new Poller<StatusView>({
      url: `/api/queue/${key.code}`,
      time: this.#time,
      onView: (status) => (this.status = status),
    })
    this.#presence = new Poller<PresenceView>({
      url: `/api/queue/${key.code}/presence`,
      headers: { 'x-host-auth': key.token },
      time: this.#time,
      onView: (view) => (this.presence = view),
    })
    this.hand = new Hand({
      key,
      store,
      texts: setup.texts,
      bySize: setup.bySize,
      serverNow: () => this.#time.now(),
      onAnswer: () => this.#view.refresh(),
    })
  }

  /** For what is shown in minutes: a long list need not be gone through every second. */
  readonly slowNow: number = $derived(Math.floor(this.serverNow / slowMs) * slowMs)

  get serverNow(): number {
    return this.#time.now() + 0 * this.now
  }

  /** The view is so old that it must say so. */
  get isStale(): boolean {
    return this.freshAt === undefined || this.now - this.freshAt > staleMs
  }

  /** How many minutes a party's phone has been quiet, when that is long. */
  quietMinutes(partyId: string): number | undefined {
    const { parties, quietAfterMs } = this.presence ?? { parties: [], quietAfterMs: 0 }
    const seenAt = parties.find((row) => row.partyId === partyId)?.seenAt
    const quietMs = seenAt === undefined ? 0 : this.slowNow - seenAt
    return quietMs > quietAfterMs ? Math.floor(quietMs / 60_000) : undefined
  }

  get isClosed(): boolean {
    return this.view?.closed ?? false
  }

  get texts(): Texts {
    return this.setup.texts
  }

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000)
    this.ear.start()
    this.hand.start()
    this.#view.start()
    this.#status.start()
    this.#presence.start()
    void keepOffline()
    if (!this.#isDevice) return
    this.lock.start()
    void this.#renew()
    setInterval(() => void this.#renew(), renewMs)
  }

  keepScreenOn(wanted: boolean): void {
    void this.#wake.keep(wanted)
  }

  /** Ends the queue for everybody; undefined when that worked, else why not. */
  async close(): Promise<string | undefined> {
    const answer = await this.#ask<unknown>('close', {})
    if (typeof answer === 'string') return answer
    this.hand.clear()
    return undefined
  }

  /** Changes settings and gives them all, or why that did not work. Nothing to change only reads them. */
  async settings(change: Partial<QueueSettings>): Promise<QueueSettings | string> {
    const answer = await this.#ask<{ settings: QueueSettings }>('settings', known(change))
    return typeof answer === 'string' ? answer : answer.settings
  }

  /** A code with which another device hosts this queue too, or why there is none. */
  pair(): Promise<{ pairingCode: string; expiresAt: number } | string> {
    return this.#ask('pairing', {})
  }

  async #ask<T>(action: string, body: object): Promise<T | string> {
    const { code, token } = this.setup.key
    const answer = await post<T>(`/api/queue/${code}/${action}`, body, { headers: { 'x-host-auth': token } })
    this.#view.refresh()
    return answer.ok ? answer.body : this.texts.problem(answer.problem.code)
  }

  #take(view: HostView): void {
    const before = this.view
    this.view = keepSame(before, view)
    this.freshAt = this.now = Date.now()
    // A venue's device goes on: its code leads to the next evening.
    const isOver = view.closed && !this.#isDevice
    if (isOver) {
      this.#status.stop()
      this.#presence.stop()
      this.setup.store.remove(this.#viewName)
    } else {
      this.setup.store.write(this.#viewName, { view, at: this.freshAt })
    }
    keepHost({ ...this.setup.key, name: view.eventName, closed: isOver }, this.setup.store, this.now)
    if (before && !view.closed) this.ear.hear(before, view)
  }

  // The new token is for the next time that the page is opened; this one stays good.
  async #renew(): Promise<void> {
    const { key, store } = this.setup
    const renewed = await renewDevice(key.token)
    if (!renewed) return
    this.lock.hasPin = renewed.hasPin
    Object.assign(key, { token: renewed.hostAuthToken, at: Date.now() })
    keepHost(key, store, key.at)
  }

  get #isDevice(): boolean {
    return venueOf(this.setup.key.token) !== undefined
  }

  #deny(): void {
    this.isDenied = true
    this.#view.stop()
    this.#status.stop()
    this.#presence.stop()
    this.setup.store.remove(this.#viewName)
  }

  get #viewName(): string {
    return `queue.host.${this.setup.key.code}.view`
  }
}

// What the server tells has more settings than the screen sends back.
function known(change: Partial<QueueSettings>): Partial<QueueSettings> {
  const names = [
    'callWindowSeconds',
    'onCallExpired',
    'positionBy',
    'snooze',
    'maxGuests',
    'maxPartySize',
    ...capacityFields,
  ] as const
  return Object.fromEntries(names.flatMap((name) => (name in change ? [[name, change[name]]] : [])))
}
