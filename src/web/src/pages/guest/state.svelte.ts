import { post } from '../../lib/api'
import type { Chime } from '../../lib/chime'
import { anchorOf, estimateOf, hasSlipped, type Estimate } from '../../lib/estimate'
import { keepOffline } from '../../lib/offline'
import { Poller } from '../../lib/poller'
import { ServerTime } from '../../lib/serverTime'
import type { Store } from '../../lib/storage'
import { forget, recall, remember, type Memory, type News, type Ticket } from '../../lib/tickets'
import type { DisplayView, GuestView } from '../../lib/views'
import { ScreenWake } from '../../lib/wake'
import { isNews, newsOf } from './news'

/** What a ticket's page knows from its beginning. */
export interface TicketSetup {
  code: string
  venue: string
  /** Where guests come to when they are called. */
  place: string
  maxPartySize: number
  /** Places count only parties that need the same tables. */
  bySize: boolean
  ticket: Ticket
  store: Store
  chime: Chime
}

/** What a guest says with one tap. */
export type Saying = 'declare-nearby' | 'leave' | 'on-my-way' | 'snooze' | 'let-ahead' | 'edit' | 'still-here'

const staleMs = 10_000
const displayMs = 15_000
// The server's own word for whoever is called or next.
const frontPollMs = 2000

/** Everything that the ticket shows: the view that is polled, how fresh it is, and what follows from both. */
export class TicketState {
  readonly setup: TicketSetup
  view = $state.raw<GuestView | undefined>()
  memory = $state.raw<Memory>({ partyId: '', sessionId: '', joinedAt: 0 })
  nowCalling = $state.raw<number[]>([])
  freshAt = $state<number | undefined>()
  failures = $state(0)
  now = $state(Date.now())
  canSound = $state(false)
  staysOn = $state(false)
  trouble = $state<string | undefined>()

  /** Done once there is something to show, or nothing to be had. */
  readonly isKnown: Promise<void>

  #known = () => {}
  readonly #time = new ServerTime()
  readonly #wake = new ScreenWake((isOn) => (this.staysOn = isOn))
  readonly #view: Poller<GuestView>
  readonly #display: Poller<DisplayView>

  constructor(setup: TicketSetup) {
    this.setup = setup
    this.isKnown = new Promise((resolve) => (this.#known = resolve))
    const { code, ticket, store } = setup
    const known = recall(code, ticket.partyId, store)
    const sessionId = ticket.sessionId || known?.sessionId || ''
    this.memory = { joinedAt: Date.now(), ...known, ...ticket, sessionId }
    this.view = this.memory.view
    this.freshAt = this.memory.viewAt
    this.#view = new Poller<GuestView>({
      url: `/api/queue/${code}/snapshot?partyId=${ticket.partyId}`,
      time: this.#time,
      isUrgent: (view) => view.type === 'called' || view.nextPollMs <= frontPollMs,
      // A host may bring back whoever is gone, until the queue closes.
      isFinal: (view) => view.type === 'closed',
      onView: (view) => this.#take(view),
      onAsked: (freshAt, failures) => {
        this.freshAt = freshAt ?? this.freshAt
        this.failures = failures
        this.#known()
      },
      onGone: () => this.startOver(),
    })
    this.#display = new Poller<DisplayView>({
      url: `/api/queue/${code}/display`,
      time: this.#time,
      slowestMs: displayMs,
      onView: (view) => (this.nowCalling = view.nowCalled.map((row) => row.ticket)),
    })
  }

  get serverNow(): number {
    return this.#time.now() + 0 * this.now
  }

  get estimate(): Estimate | undefined {
    const { anchor } = this.memory
    return this.view?.type === 'position' && anchor ? estimateOf(anchor, this.serverNow) : undefined
  }

  get news(): News['kind'] | undefined {
    const { news } = this.memory
    return news && isNews(news, this.now) ? news.kind : undefined
  }

  get slipped(): boolean {
    return this.estimate !== undefined && hasSlipped(this.memory.promisedHighAt, this.estimate)
  }

  get isStale(): boolean {
    return this.failures > 0 && (this.freshAt === undefined || this.now - this.freshAt > staleMs)
  }

  /** From 0 to 1: how much of the line that was ahead at first is gone. */
  get progress(): number {
    const first = this.memory.firstAhead ?? 0
    return first > 0 ? 1 - Math.min(first, this.view?.aheadCount ?? first) / first : 1
  }

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000)
    void this.unlock()
    document.addEventListener('pointerdown', () => void this.unlock())
    if (this.view) this.#paint(this.view)
    this.#view.start()
    this.#display.start()
    void keepOffline()
  }

  async unlock(): Promise<void> {
    this.canSound = await this.setup.chime.unlock()
  }

  keepScreenOn(wanted: boolean): void {
    void this.#wake.keep(wanted)
  }

  /** Tells the host; repeats it under one key when the network is bad. */
  async say(action: Saying, more: { name?: string; size?: number } = {}): Promise<void> {
    const url = `/api/queue/${this.setup.code}/${action}`
    const answer = await post(url, { partyId: this.memory.partyId, ...more })
    this.trouble = answer.ok ? undefined : answer.problem.code
    if (answer.ok && action === 'declare-nearby') this.note({ near: true })
    this.#view.refresh()
  }

  note(change: Partial<Memory>): void {
    this.memory = { ...this.memory, ...change }
    remember(this.setup.code, this.memory, this.setup.store)
  }

  startOver(): void {
    forget(this.setup.code, this.memory.partyId, this.setup.store)
    location.assign(`/q/${this.setup.code}?new`)
  }

  #take(view: GuestView): void {
    const [lastCall, lastType] = [this.view?.calledAt, this.view?.type]
    const kind = newsOf(this.view, view)
    this.view = view
    this.freshAt = this.now = Date.now()
    const change: Partial<Memory> = { view, viewAt: this.freshAt }
    if (kind) change.news = { kind, at: this.now }
    else if (view.type !== lastType) change.news = undefined
    if (view.type === 'position') {
      const anchor = anchorOf(view, this.serverNow, this.memory.anchor)
      const estimate = estimateOf(anchor, this.serverNow)
      change.anchor = anchor
      change.firstAhead = Math.max(this.memory.firstAhead ?? 0, view.aheadCount ?? 0)
      if (estimate.kind === 'range') change.promisedHighAt = this.memory.promisedHighAt ?? estimate.highAt
    }
    this.note(change)
    this.#paint(view)
    if (view.type === 'called' && view.calledAt !== lastCall) {
      this.setup.chime.ring()
      this.keepScreenOn(true)
    }
    if (view.type !== 'called') this.setup.chime.stop()
    if (view.type === 'removed' || view.type === 'closed') this.#display.stop()
    else if (lastType === 'removed') this.#display.start()
    if (kind === 'falseAlarm' || kind === 'back') this.setup.chime.strikeOnce('here')
  }

  // The whole screen shows the state, so that a glance at a phone on the table is enough.
  #paint(view: GuestView): void {
    document.documentElement.dataset['state'] = view.type
    const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper')
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = paper
  }
}
