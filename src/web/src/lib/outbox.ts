import { browserClock, type Clock } from './clock'
import { isBusy, type Result } from './api'
import { browserPage, type Page } from './page'
import { delayMs } from './pace'
import type { Store } from './storage'

/** Something to be sent once; the key makes it safe to send again. */
export interface Entry {
  key: string
}

export interface OutboxOptions<E extends Entry> {
  store: Store
  /** Under which name it is kept on the device. */
  name: string
  send: (entry: E) => Promise<Result<unknown>>
  onChange: (waiting: E[]) => void
  onDone: (entry: E, result: Result<unknown>) => void
}

interface Surroundings {
  clock: Clock
  page: Page
  random: () => number
}

/**
 * Sends one entry after the other, in order. What finds no server stays, also over a reload, until it was accepted or refused. Two
 * pages of one device may send the same entry: its key makes that one.
 */
export class Outbox<E extends Entry> {
  readonly #options: OutboxOptions<E>
  readonly #around: Surroundings
  // Which the server cannot know of.
  readonly #untried = new Set<string>()
  #failures = 0
  #isSending = false
  #timer: unknown

  constructor(
    options: OutboxOptions<E>,
    around: Surroundings = { clock: browserClock, page: browserPage, random: Math.random },
  ) {
    this.#options = options
    this.#around = around
  }

  get waiting(): E[] {
    const kept = this.#options.store.read(this.#options.name)
    return Array.isArray(kept) ? (kept as E[]) : []
  }

  start(): void {
    this.#around.page.watch(() => void this.#drain())
    this.#options.onChange(this.waiting)
    void this.#drain()
  }

  add(entry: E): void {
    this.#untried.add(entry.key)
    this.#keep([...this.waiting, entry])
    // While the network is away, the next try is planned already.
    if (this.#failures === 0) void this.#drain()
  }

  /** Forgets an entry that was never sent; false when the server may have it. */
  drop(key: string): boolean {
    if (!this.#untried.delete(key)) return false
    this.#keep(this.waiting.filter((other) => other.key !== key))
    return true
  }

  clear(): void {
    this.#keep([])
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    this.#around.clock.clear(this.#timer)
    for (let entry = this.waiting[0]; entry; entry = this.waiting[0]) {
      this.#untried.delete(entry.key)
      const result = await this.#options.send(entry)
      if (!result.ok && (isBusy(result.problem) || result.problem.status === 429)) {
        this.#tryLater(result.problem.retryAfterMs)
        break
      }
      this.#failures = 0
      const { key } = entry
      // Told first, so that there is no moment in which it is neither waiting nor done.
      this.#options.onDone(entry, result)
      this.#keep(this.waiting.filter((other) => other.key !== key))
    }
    this.#isSending = false
  }

  #tryLater(retryAfterMs: number | undefined): void {
    const { clock, random } = this.#around
    const pace = { nextPollMs: 0, failures: ++this.#failures, retryAfterMs, held: false, random: random() }
    this.#timer = clock.set(() => void this.#drain(), delayMs(pace))
  }

  #keep(entries: E[]): void {
    if (entries.length > 0) this.#options.store.write(this.#options.name, entries)
    else this.#options.store.remove(this.#options.name)
    this.#options.onChange(entries)
  }
}
