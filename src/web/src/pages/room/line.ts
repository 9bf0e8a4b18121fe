import { get } from '../../lib/api'
import { Poller, surroundings as polling, type Surroundings as Polling } from '../../lib/poller'
import { ServerTime } from '../../lib/serverTime'
import { LiveSocket, surroundings as connecting, type Surroundings as Connecting } from '../../lib/socket'
import { bearer } from '../../lib/viewer'
import { append, follow, prepend, startOf, trim, type Feed } from './feed'
import type { Facts, Item, RoomView } from './items'

export interface LineOptions {
  /** The room's part of the API. */
  path: string
  token: string | undefined
  onFeed: (feed: Feed) => void
  onFacts: (facts: Facts) => void
  /** When the room was last known to be as it is shown. */
  onAsked: (freshAt: number | undefined) => void
  /** A connection tells everything as it happens, or does not any more. */
  onConnected: (isConnected: boolean) => void
  onDenied: () => void
  /** The room was closed. */
  onOver: () => void
}

interface Frame {
  type?: string
  seq?: number
}

const waitSeconds = 8
const leastPauseMs = 1000
const most = 500
const shownAtOnce = 50

/**
 * Follows a room: a poll first, which says what there is, then a socket for as long as one can be had, and held polls whenever not.
 * Items are taken in the order of their numbers alone: what is missing in between is asked for.
 */
export class RoomLine {
  readonly #options: LineOptions
  readonly #around: Polling & Connecting
  readonly #poller: Poller<RoomView>
  readonly #socket: LiveSocket
  #feed: Feed | undefined
  #isBehind = false
  #isAsking = false

  constructor(options: LineOptions, around: Polling & Connecting = { ...polling, ...connecting }) {
    this.#options = options
    this.#around = around
    const { path, token } = options
    const polled = {
      url: `${path}/snapshot`,
      headers: bearer(token),
      time: new ServerTime(),
      isUrgent: () => true,
      waitSeconds,
      slowestMs: leastPauseMs,
      onView: (view: RoomView) => void this.#take(view),
      onAsked: (freshAt: number | undefined, failures: number) => {
        if (failures === 0 && this.#isBehind) void this.#catchUp()
        options.onAsked(freshAt)
      },
      onGone: () => this.#end(options.onOver),
      onDenied: () => this.#end(options.onDenied),
    }
    this.#poller = new Poller<RoomView>(polled, around)
    const followed = {
      url: () => `${path}/ws?after_seq=${this.#feed?.last ?? 0}`,
      // A browser can give a socket no header, and an address is written into logs.
      protocols: token ? ['queue', `token.${token}`] : [],
      onFrame: (frame: unknown) => this.#hear(frame as Frame),
      onOpen: (isOpen: boolean) => this.#connected(isOpen),
      onEnd: () => this.#end(options.onOver),
    }
    this.#socket = new LiveSocket(followed, around)
  }

  start(): void {
    this.#poller.start()
  }

  /** The device says that it has no network. */
  suspect(): void {
    this.#socket.restart()
  }

  stop(): void {
    this.#poller.stop()
    this.#socket.stop()
  }

  /** Asks for what came before; false when that did not work. */
  async loadEarlier(): Promise<boolean> {
    const feed = this.#feed
    if (!feed) return false
    const answer = await this.#get<Item[]>(`/messages?before_seq=${feed.first}&limit=${shownAtOnce}`)
    const items = answer.ok ? answer.body : []
    // Meanwhile newer ones may have come.
    if (answer.ok && this.#feed) this.#show(prepend(this.#feed, items, items.length === shownAtOnce))
    return answer.ok
  }

  /** Lets go of old items while nobody looks at them. */
  trim(mostItems: number): void {
    if (this.#feed) this.#show(trim(this.#feed, mostItems))
  }

  async #take(view: RoomView): Promise<void> {
    this.#options.onFacts(view)
    const next = follow(this.#feed, view)
    this.#isBehind = next === undefined
    if (next) this.#show(next)
    else await this.#catchUp()
    this.#socket.start()
  }

  #hear(frame: Frame): void {
    if (frame.type === 'room_deleted') this.#end(this.#options.onOver)
    else if (typeof frame.seq === 'number' && !this.#add([frame as Item])) this.#socket.restart()
  }

  #add(items: Item[]): boolean {
    const next = this.#feed && append(this.#feed, items)
    if (!next) return false
    this.#show(next)
    for (const item of items) if (item.type === 'room_updated') this.#options.onFacts(item)
    return true
  }

  // One at a time; what fails is tried again with the next poll.
  async #catchUp(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    while (this.#isBehind && this.#feed) {
      const answer = await this.#get<Item[]>(`/messages?after_seq=${this.#feed.last}&limit=${most}`)
      const isLost = answer.ok ? !this.#add(answer.body) : answer.problem.code === 'resync'
      if (isLost) await this.#startOver()
      else if (answer.ok) this.#isBehind = answer.body.length === most
      if (isLost || !answer.ok) break
    }
    this.#isAsking = false
  }

  async #startOver(): Promise<void> {
    const answer = await this.#get<RoomView>('/snapshot')
    if (!answer.ok) return
    this.#isBehind = false
    this.#show(startOf(answer.body))
  }

  #connected(isOpen: boolean): void {
    if (isOpen) this.#poller.stop()
    else this.#poller.start()
    this.#options.onConnected(isOpen)
  }

  #show(feed: Feed): void {
    if (feed === this.#feed) return
    this.#feed = feed
    this.#options.onFeed(feed)
  }

  #end(tell: () => void): void {
    this.stop()
    tell()
  }

  #get<T>(more: string) {
    return get<T>(this.#options.path + more, bearer(this.#options.token), 'json', this.#around)
  }
}
