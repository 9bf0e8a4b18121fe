import { Chime } from '../../lib/chime'
import { findHost } from '../../lib/hosts'
import { Poller } from '../../lib/poller'
import { ServerTime } from '../../lib/serverTime'
import type { Store } from '../../lib/storage'
import type { Texts } from '../../lib/texts'
import type { DisplayView } from '../../lib/views'
import { ScreenWake } from '../../lib/wake'
import { boardOf, isCall } from './board'

export interface DisplaySetup {
  code: string
  name: string
  bySize: boolean
  maxPartySize: number
  joinUrl: string
  store: Store
  /** What a display of a venue shows; without it what this device may host with. */
  token?: string | undefined
  texts: Texts
}

const staleMs = 20_000
const waitSeconds = 8
const leastPauseMs = 1000

/** The screen on the wall: nobody touches it all evening, so it comes back by itself. */
export class DisplayState {
  readonly setup: DisplaySetup
  view = $state.raw<DisplayView | undefined>()
  freshAt = $state<number | undefined>()
  now = $state(Date.now())
  canSound = $state(false)

  readonly #time = new ServerTime()
  readonly #chime = new Chime()
  readonly #wake = new ScreenWake(() => undefined)
  #poller: Poller<DisplayView>

  constructor(setup: DisplaySetup) {
    this.setup = setup
    // A device that hosts may show initials, where the queue is set so.
    this.#poller = this.#pollerWith(setup.token ?? findHost(setup.code, setup.store, Date.now())?.token)
  }

  readonly board = $derived.by(() => boardOf(this.view?.nowCalled ?? [], this.#time.now() + 0 * this.now))

  get isStale(): boolean {
    return this.freshAt !== undefined && this.now - this.freshAt > staleMs
  }

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000)
    this.#poller.start()
  }

  /** Browsers want a tap before a page sounds or keeps the screen on. */
  async wake(): Promise<void> {
    this.canSound = await this.#chime.unlock()
    this.#chime.strikeOnce()
    await this.#wake.keep(true)
  }

  #pollerWith(token: string | undefined): Poller<DisplayView> {
    return new Poller<DisplayView>({
      url: `/api/queue/${this.setup.code}/display`,
      headers: token ? { 'x-host-auth': token } : {},
      time: this.#time,
      isUrgent: () => true,
      waitSeconds,
      slowestMs: leastPauseMs,
      onView: (view) => this.#take(view),
      onAsked: (freshAt) => (this.freshAt = freshAt ?? this.freshAt),
      onDenied: () => this.#goOnWithoutToken(),
    })
  }

  #goOnWithoutToken(): void {
    this.#poller.stop()
    this.#poller = this.#pollerWith(undefined)
    this.#poller.start()
  }

  #take(view: DisplayView): void {
    if (this.view && isCall(this.view.nowCalled, view.nowCalled)) this.#chime.strikeOnce()
    this.view = view
    this.now = Date.now()
  }
}
