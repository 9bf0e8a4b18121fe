import { newKey, post, type Result } from '../../lib/api'
import { Outbox } from '../../lib/outbox'
import { forgetToken, onlyReads } from '../../lib/tokens'
import { bearer, type ViewerSetup } from '../../lib/viewer'
import type { Feed } from './feed'
import type { Facts, Item } from './items'
import { RoomLine } from './line'

/** What somebody wrote and the server has not taken yet. */
export interface Post {
  key: string
  sender: string
  content: string
}

const staleMs = 15_000
const senderName = 'queue.sender'
const mostShown = 300
const minuteMs = 60_000

/** A room as it is followed and written to. */
export class RoomState {
  readonly setup: ViewerSetup
  feed = $state.raw<Feed | undefined>()
  facts = $state.raw<Facts | undefined>()
  token = $state<string | undefined>()
  waiting = $state.raw<Post[]>([])
  refusal = $state.raw<{ post: Post; code: string } | undefined>()
  sender = $state('')
  freshAt = $state<number | undefined>()
  now = $state(Date.now())
  isConnected = $state(false)
  isHidden = $state(false)
  isOver = $state(false)

  /** Done once there is something to show, or nothing to be had. */
  readonly isKnown: Promise<void>

  /** Everything that was said, also what was taken but has not come back yet. */
  readonly items: readonly Item[] = $derived.by(() => {
    const last = this.feed?.last ?? 0
    return [...(this.feed?.items ?? []), ...this.#taken.filter((item) => item.seq > last)]
  })

  // Own messages that were answered: each is shown from then on, and only once.
  #taken = $state.raw<Item[]>([])
  #readOnly = $state(false)
  #known = () => {}
  #line: RoomLine
  readonly #outbox: Outbox<Post>

  constructor(setup: ViewerSetup) {
    this.setup = setup
    this.token = setup.token
    this.sender = String(setup.store.read(senderName) ?? '')
    this.isKnown = new Promise((resolve) => (this.#known = resolve))
    this.#line = this.#newLine()
    this.#outbox = new Outbox<Post>({
      store: setup.store,
      name: `queue.room.${setup.id}.outbox`,
      send: (entry) => this.#send(entry),
      onChange: (waiting) => (this.waiting = waiting),
      onDone: (entry, result) => this.#finish(entry, result as Result<Item>),
    })
  }

  /** For what changes with the day. */
  readonly today: number = $derived(Math.floor(this.now / minuteMs) * minuteMs)

  get canWrite(): boolean {
    const may = this.facts?.anonymousWrite ?? false
    return !this.isOver && !this.#readOnly && (may || (this.token !== undefined && !onlyReads(this.token)))
  }

  get isLive(): boolean {
    return this.isConnected || (this.freshAt !== undefined && this.now - this.freshAt <= staleMs)
  }

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000)
    addEventListener('offline', () => this.#line.suspect())
    this.#line.start()
    this.#outbox.start()
  }

  say(sender: string, content: string): void {
    this.sender = sender
    this.setup.store.write(senderName, sender)
    this.refusal = undefined
    this.#outbox.add({ key: newKey(), sender, content })
  }

  loadEarlier(): Promise<boolean> {
    return this.#line.loadEarlier()
  }

  /** The newest are in view: the page does not grow for ever. */
  trim(): void {
    this.#line.trim(mostShown)
  }

  #send({ key, sender, content }: Post): Promise<Result<unknown>> {
    const headers = bearer(this.token && !onlyReads(this.token) ? this.token : undefined)
    return post(`${this.#path}/messages`, { sender, content }, { key, headers, attempts: 1 })
  }

  #finish(entry: Post, result: Result<Item>): void {
    if (result.ok) {
      const last = this.feed?.last ?? 0
      this.#taken = [...this.#taken.filter((item) => item.seq > last), result.body]
      return
    }
    this.refusal = { post: entry, code: result.problem.code }
    if (result.problem.status === 401 || result.problem.status === 403) this.#readOnly = true
  }

  #newLine(): RoomLine {
    return new RoomLine({
      path: this.#path,
      token: this.token,
      onFeed: (feed) => {
        this.feed = feed
        this.#known()
      },
      onFacts: (facts) => (this.facts = facts),
      onAsked: (freshAt) => {
        this.freshAt = freshAt ?? this.freshAt
        this.now = Date.now()
        this.#known()
      },
      onConnected: (isConnected) => {
        this.isConnected = isConnected
        this.freshAt = this.now = Date.now()
      },
      onDenied: () => this.#deny(),
      onOver: () => this.#finishRoom(),
    })
  }

  // A token that is no longer good does not keep anybody from what is open.
  #deny(): void {
    const hadToken = this.token !== undefined
    if (hadToken) forgetToken(location.pathname, this.setup.store)
    this.token = undefined
    if (hadToken && this.setup.isOpen) {
      this.#line = this.#newLine()
      this.#line.start()
      return
    }
    this.isHidden = true
    this.#outbox.clear()
    this.#known()
  }

  #finishRoom(): void {
    this.isOver = true
    this.#outbox.clear()
    this.#known()
  }

  get #path(): string {
    return `/api/rooms/${this.setup.id}`
  }
}
