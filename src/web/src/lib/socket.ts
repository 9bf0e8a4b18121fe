import { browserClock, type Clock } from './clock'
import { delayMs } from './pace'
import { browserPage, type Page } from './page'

export interface SocketOptions {
  /** Where; asked for each try anew, as what is known by then moves on. */
  url: () => string
  protocols?: string[]
  onFrame: (frame: unknown) => void
  /** It is open, or it is no more and is tried again. */
  onOpen: (isOpen: boolean) => void
  /** It ended for good and is not tried again. */
  onEnd: (code: number) => void
}

export type Line = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
}

export interface Surroundings {
  connect: (url: string, protocols: string[]) => Line
  isOnline: () => boolean
  clock: Clock
  page: Page
  random: () => number
}

export const surroundings: Surroundings = {
  connect: (url, protocols) => new WebSocket(url, protocols) as Line,
  isOnline: () => navigator.onLine,
  clock: browserClock,
  page: browserPage,
  random: Math.random,
}

const pingText = '{"type":"ping"}'
const pingMs = 25_000
const patienceMs = 10_000
// Done, and room deleted. Anything else may come back: 1006, a restart (1012), a server that is busy (1013).
const final = new Set([1000, 4040])
const givenUp = 4000

/**
 * Keeps a WebSocket: connects again with growing pauses, and notices one that is dead though nobody has closed it. What was missed in
 * between is the server's to send, from the cursor in the address on.
 */
export class LiveSocket {
  readonly #options: SocketOptions
  readonly #around: Surroundings
  #line: Line | undefined
  #isOpen = false
  #failures = 0
  #timer: unknown
  #unwatch: (() => void) | undefined

  constructor(options: SocketOptions, around: Surroundings = surroundings) {
    this.#options = options
    this.#around = around
  }

  start(): void {
    if (this.#unwatch) return
    this.#unwatch = this.#around.page.watch(() => this.#check())
    this.#connect()
  }

  stop(): void {
    this.#unwatch?.()
    this.#unwatch = undefined
    this.#isOpen = false
    this.#drop()
  }

  /** The network is gone, or what came does not fit: from the start. */
  restart(): void {
    if (this.#unwatch) this.#lose()
  }

  #connect(): void {
    const { connect, isOnline, clock } = this.#around
    clock.clear(this.#timer)
    // The page is told when it is back.
    if (!isOnline()) return
    let line: Line
    try {
      line = connect(this.#options.url(), this.#options.protocols ?? [])
    } catch {
      // Some browsers take a socket for foreign to the page, whose policy then forbids it.
      this.#lose()
      return
    }
    this.#line = line
    this.#timer = clock.set(() => this.#lose(), patienceMs)
    line.onopen = () => this.#opened()
    line.onmessage = ({ data }) => this.#hear(data)
    line.onclose = ({ code }) => (final.has(code) ? this.#end(code) : this.#lose())
  }

  #opened(): void {
    this.#isOpen = true
    this.#plan()
    this.#options.onOpen(true)
  }

  #hear(data: unknown): void {
    this.#failures = 0
    this.#plan()
    const frame = parse(data)
    if (frame !== undefined) this.#options.onFrame(frame)
  }

  // Whatever comes is a sign of life.
  #plan(): void {
    const { clock } = this.#around
    clock.clear(this.#timer)
    this.#timer = clock.set(() => this.#ping(), pingMs)
  }

  #ping(): void {
    const { clock } = this.#around
    clock.clear(this.#timer)
    this.#line?.send(pingText)
    this.#timer = clock.set(() => this.#lose(), patienceMs)
  }

  // Somebody looks again, or the network is back: a phone that slept does not know whether its connection still stands.
  #check(): void {
    if (this.#isOpen) this.#ping()
    else if (this.#around.page.isVisible() && this.#line?.readyState !== 0) this.#connect()
  }

  #lose(): void {
    const { clock, random } = this.#around
    this.#drop()
    const pace = { nextPollMs: 0, failures: ++this.#failures, held: false, random: random() }
    this.#timer = clock.set(() => this.#connect(), delayMs(pace))
  }

  #end(code: number): void {
    this.stop()
    this.#options.onEnd(code)
  }

  #drop(): void {
    const line = this.#line
    this.#around.clock.clear(this.#timer)
    this.#line = undefined
    if (line) {
      line.onopen = line.onmessage = line.onclose = null
      line.close(givenUp)
    }
    if (this.#isOpen) {
      this.#isOpen = false
      this.#options.onOpen(false)
    }
  }
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}
