import { post, type Problem, type Result } from '../../lib/api'
import { keepHost, type HostKey } from '../../lib/hosts'
import { keepOffline } from '../../lib/offline'
import { Outbox } from '../../lib/outbox'
import { Poller } from '../../lib/poller'
import { waitText } from '../../lib/quotes'
import { ServerTime } from '../../lib/serverTime'
import type { Store } from '../../lib/storage'
import type { Texts } from '../../lib/texts'
import type { HostView, StatusView } from '../../lib/views'
import { ScreenWake } from '../../lib/wake'
import { isEnding, newCommand, type Action, type Command } from './commands'
import { Ear } from './ear.svelte'
import { keepSame, lineOf, type Line, type Row } from './line'
import { refusalOf, whoIs } from './words'

export interface HostSetup {
  key: HostKey
  /** Tables of different sizes instead of one line. */
  bySize: boolean
  maxPartySize: number
  joinUrl: string
  store: Store
  texts: Texts
}

interface Added {
  ticket: number
  estimatedLowMs: number
  estimatedHighMs: number
}

const staleMs = 12_000
const waitSeconds = 8
const leastPauseMs = 1000
const undoMs = 6000
const saidMs = 8000
const slowMs = 10_000
const doubleTapMs = 400

/** Everything that the host screen shows and does. */
export class HostState {
  readonly setup: HostSetup
  readonly ear: Ear
  view = $state.raw<HostView | undefined>()
  status = $state.raw<StatusView | undefined>()
  freshAt = $state<number | undefined>()
  failures = $state(0)
  now = $state(Date.now())
  /** Commands that wait for the network or for their answer. */
  waiting = $state.raw<Command[]>([])
  /** What ends a party, until it can no longer be undone. */
  held = $state.raw<Command | undefined>()
  said = $state.raw<{ text: string; until: number } | undefined>()
  refusals = $state.raw<string[]>([])
  staysOn = $state(false)
  isDenied = $state(false)

  readonly line: Line = $derived.by(() =>
    lineOf(this.view, [...this.#done, ...this.waiting, ...(this.held ? [this.held] : [])]),
  )

  // Answered, but not yet in a view that was asked for afterwards.
  #done = $state.raw<Command[]>([])
  #lastTap = 0
  #heldTimer: ReturnType<typeof setTimeout> | undefined
  readonly #time = new ServerTime()
  readonly #wake = new ScreenWake((isOn) => (this.staysOn = isOn))
  readonly #view: Poller<HostView>
  readonly #status: Poller<StatusView>
  readonly #outbox: Outbox<Command>

  constructor(setup: HostSetup) {
    this.setup = setup
    const { key, store } = setup
    const kept = store.read(this.#viewName) as { view: HostView; at: number } | undefined
    this.view = kept?.view
    this.freshAt = kept?.at
    this.ear = new Ear(store, setup.texts)
    this.#view = new Poller<HostView>({
      url: `/api/queue/${key.code}/snapshot`,
      headers: { 'x-host-auth': key.token },
      time: this.#time,
      isUrgent: () => true,
      isFinal: (view) => view.closed,
      waitSeconds,
      slowestMs: leastPauseMs,
      onView: (view) => this.#take(view),
      onAsked: (freshAt, failures) => {
        this.freshAt = freshAt ?? this.freshAt
        this.failures = failures
        if (failures === 0) this.#done = []
      },
      onGone: () => this.#deny(),
      onDenied: () => this.#deny(),
    })
    this.#status = new Poller<StatusView>({
      url: `/api/queue/${key.code}`,
      time: this.#time,
      onView: (status) => (this.status = status),
    })
    this.#outbox = new Outbox<Command>({
      store,
      name: `queue.host.${key.code}.outbox`,
      send: (command) => this.#send(command),
      onChange: (waiting) => (this.waiting = waiting),
      onDone: (command, result) => this.#finish(command, result),
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

  get isClosed(): boolean {
    return this.view?.closed ?? false
  }

  get texts(): Texts {
    return this.setup.texts
  }

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000)
    this.ear.start()
    window.addEventListener('pagehide', () => this.#release())
    this.#outbox.start()
    this.#view.start()
    this.#status.start()
    void keepOffline()
  }

  call(row: Row): void {
    this.#act('call', row, { partyId: row.id })
  }

  seat(row: Row): void {
    this.#act('seat', row, { partyId: row.id })
  }

  /** With the version that the host saw: a guest who has just said "I'm here" is no no-show. */
  noShow(row: Row): void {
    this.#act('no-show', row, { partyId: row.id, ...(row.pending ? {} : { rev: row.rev }) })
  }

  remove(row: Row): void {
    this.#act('kick', row, { partyId: row.id })
  }

  /** Done with the party being served, the next one please. */
  advance(): void {
    const { serving, waiting } = this.line
    const next = waiting[0]
    if (serving) this.#act('advance', next ?? serving, { servedParty: serving.id })
    else if (next) this.call(next)
  }

  add(name: string, size: number): void {
    const body = { size, ...(name ? { name } : {}) }
    const who = name || this.texts.count('common.people', size)
    this.#outbox.add(newCommand('join', body, who, this.serverNow))
  }

  undo(): void {
    clearTimeout(this.#heldTimer)
    this.held = undefined
  }

  dismiss(): void {
    this.refusals = []
  }

  keepScreenOn(wanted: boolean): void {
    void this.#wake.keep(wanted)
  }

  /** Ends the queue for everybody; undefined when that worked, else why not. */
  async close(): Promise<string | undefined> {
    this.undo()
    const { code, token } = this.setup.key
    const answer = await post(`/api/queue/${code}/close`, {}, { headers: { 'x-host-auth': token } })
    if (!answer.ok) return this.texts.problem(answer.problem.code)
    this.#outbox.clear()
    this.#view.refresh()
    return undefined
  }

  // The row under the finger moves with the tap, so a second one at once would hit another party.
  #act(action: Action, row: Row, body: Command['body']): void {
    const now = Date.now()
    if (now - this.#lastTap < doubleTapMs) return
    this.#lastTap = now
    this.#release()
    const command = newCommand(action, body, whoIs(row, this.texts), this.serverNow)
    if (isEnding(action)) {
      this.held = command
      this.#heldTimer = setTimeout(() => this.#release(), undoMs)
    } else {
      this.#outbox.add(command)
    }
  }

  #release(): void {
    clearTimeout(this.#heldTimer)
    const { held } = this
    if (!held) return
    this.#outbox.add(held)
    this.held = undefined
  }

  #send({ action, body, key }: Command): Promise<Result<unknown>> {
    const { code, token } = this.setup.key
    const headers = { 'x-host-auth': token }
    return post(`/api/queue/${code}/${action}`, body, { key, headers, attempts: 1 })
  }

  #finish(command: Command, result: Result<unknown>): void {
    if (result.ok) {
      this.#done = [...this.#done, command]
      if (command.action === 'join') this.#tell(command, result.body as Added)
    } else {
      this.#refuse(command, result.problem)
    }
    this.#view.refresh()
  }

  #tell({ who }: Command, { ticket, estimatedLowMs, estimatedHighMs }: Added): void {
    const wait = waitText(estimatedLowMs, estimatedHighMs, this.texts)
    this.said = { text: this.texts.say('host.added', { who, ticket, wait }), until: Date.now() + saidMs }
  }

  #refuse(command: Command, problem: Problem): void {
    this.refusals = [...this.refusals, refusalOf(command, problem, this.texts)]
  }

  #take(view: HostView): void {
    const before = this.view
    this.view = keepSame(before, view)
    this.freshAt = this.now = Date.now()
    if (view.closed) {
      this.#status.stop()
      this.setup.store.remove(this.#viewName)
    } else {
      this.setup.store.write(this.#viewName, { view, at: this.freshAt })
    }
    keepHost({ ...this.setup.key, name: view.eventName, closed: view.closed }, this.setup.store, this.now)
    if (before && !view.closed) this.ear.hear(before, view)
  }

  #deny(): void {
    this.isDenied = true
    this.#view.stop()
    this.#status.stop()
    this.setup.store.remove(this.#viewName)
  }

  get #viewName(): string {
    return `queue.host.${this.setup.key.code}.view`
  }
}
