import { browserClock, type Clock } from './clock'
import { delayMs, retryAfterMs } from './pace'
import { browserPage, type Page } from './page'
import type { ServerTime } from './serverTime'
import { isOlder, parseVersion, type Version } from './version'

/** A view says when to ask again; one that does not is asked for every few seconds. */
export interface Polled {
  nextPollMs?: number
}

export interface PollerOptions<View extends Polled> {
  url: string
  time: ServerTime
  headers?: Record<string, string>
  /** Tells a view from another answer; by default it is one when it says when to ask again. */
  isView?: (body: object) => boolean
  /** The view is so close to change that the server shall hold the request. */
  isUrgent?: (view: View) => boolean
  /** Nothing will change any more. */
  isFinal?: (view: View) => boolean
  /** For how long the server shall hold it. */
  waitSeconds?: number
  /** At least this long between two requests. */
  slowestMs?: number
  onView: (view: View) => void
  /** After every answer and every failure: when the view was last known to be right, in the phone's own time. */
  onAsked?: (freshAt: number | undefined, failures: number) => void
  /** The server knows nothing at this address. */
  onGone?: () => void
  /** The credential is not, or no longer, good. */
  onDenied?: () => void
}

export interface Surroundings {
  fetch: typeof fetch
  clock: Clock
  page: Page
  random: () => number
}

export const surroundings: Surroundings = {
  fetch: (...request) => fetch(...request),
  clock: browserClock,
  page: browserPage,
  random: Math.random,
}

const longestWaitSeconds = 25
const timeoutMs = 10_000
const firstPollMs = 5000

/**
 * Keeps a view fresh: asks in the rhythm that the server gives, lets it hold the request when a change is near, backs off when
 * something fails, rests while nobody looks, catches up when somebody does. Never goes back to an older version.
 */
export class Poller<View extends Polled> {
  readonly #options: PollerOptions<View>
  readonly #around: Surroundings
  #view: View | undefined
  #etag: string | null = null
  #version: Version | undefined
  #freshAt: number | undefined
  #failures = 0
  #request: AbortController | undefined
  #timer: unknown
  #unwatch: (() => void) | undefined

  constructor(options: PollerOptions<View>, around: Surroundings = surroundings) {
    this.#options = options
    this.#around = around
  }

  start(): void {
    this.#unwatch ??= this.#around.page.watch(() => this.#wake())
    this.#wake()
  }

  stop(): void {
    this.#unwatch?.()
    this.#unwatch = undefined
    this.#rest()
  }

  /** Asks now, whatever was planned. */
  refresh(): void {
    if (this.#unwatch) this.#wake()
  }

  #wake(): void {
    this.#rest()
    if (this.#around.page.isVisible()) void this.#ask()
  }

  #rest(): void {
    this.#around.clock.clear(this.#timer)
    this.#request?.abort()
    this.#request = undefined
  }

  async #ask(): Promise<void> {
    const { clock, fetch, random } = this.#around
    const request = new AbortController()
    this.#request = request
    const waits = this.#etag !== null && this.#failures === 0 && this.#isUrgent()
    const timeout = clock.set(() => request.abort(), timeoutMs + (waits ? this.#waitSeconds * 1000 : 0))
    const sentAt = clock.now()
    let retryAfter: number | undefined
    let held = false
    // Was not held because it had changed already; the next one can be.
    let isNew = false
    let failed = true
    try {
      const response = await fetch(this.#options.url, {
        headers: this.#headers(waits),
        signal: request.signal,
        cache: 'no-store',
      })
      this.#options.time.observe(response.headers.get('date'), sentAt, clock.now())
      retryAfter = retryAfterMs(response.headers.get('retry-after'))
      held = waits && response.headers.has('preference-applied')
      isNew = response.status === 200
      failed = !(await this.#take(response, request))
    } catch {
      // No network, a time-out, or a body that is no JSON.
    } finally {
      clock.clear(timeout)
    }
    if (this.#request !== request) return
    this.#request = undefined
    this.#failures = failed ? this.#failures + 1 : 0
    if (!failed) this.#freshAt = clock.now()
    this.#options.onAsked?.(this.#freshAt, this.#failures)
    if (!this.#unwatch || (this.#view && this.#options.isFinal?.(this.#view))) return
    const pace = {
      nextPollMs: this.#view?.nextPollMs ?? firstPollMs,
      failures: this.#failures,
      retryAfterMs: retryAfter,
      held: held || (isNew && this.#etag !== null && this.#isUrgent()),
      random: random(),
    }
    const delay = Math.max(delayMs(pace), this.#options.slowestMs ?? 0)
    this.#timer = clock.set(() => void this.#ask(), delay)
  }

  get #waitSeconds(): number {
    return this.#options.waitSeconds ?? longestWaitSeconds
  }

  #isView(body: object): boolean {
    return this.#options.isView?.(body) ?? 'nextPollMs' in body
  }

  #isUrgent(): boolean {
    return this.#view !== undefined && (this.#options.isUrgent?.(this.#view) ?? false)
  }

  #headers(waits: boolean): Record<string, string> {
    return {
      ...this.#options.headers,
      ...(this.#etag === null ? {} : { 'If-None-Match': this.#etag }),
      ...(waits ? { Prefer: `wait=${this.#waitSeconds}` } : {}),
    }
  }

  /** Takes an answer in; false when it is none. */
  async #take(response: Response, request: AbortController): Promise<boolean> {
    if (response.status === 304) return true
    if (response.status === 404 && response.headers.get('content-type')?.includes('json')) {
      if (this.#request === request) this.#options.onGone?.()
      return false
    }
    if (response.status === 401 || response.status === 403) {
      if (this.#request === request) this.#options.onDenied?.()
      return false
    }
    if (response.status !== 200) return false
    const view: unknown = await response.json()
    if (typeof view !== 'object' || view === null || !this.#isView(view)) return false
    const version = parseVersion(response.headers.get('queue-version'))
    // Something in between kept an old answer: what is shown stays, and is not called fresh.
    if (isOlder(version, this.#version)) return false
    if (this.#request !== request) return true
    this.#view = view as View
    this.#version = version
    this.#etag = response.headers.get('etag')
    this.#options.onView(this.#view)
    return true
  }
}
