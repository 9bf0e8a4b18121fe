import { post } from '../../lib/api'
import { venueOf } from '../../lib/devices'
import type { HostKey } from '../../lib/hosts'
import type { Store } from '../../lib/storage'
import type { Texts } from '../../lib/texts'

const lookMs = 5000
export const idleMs = 10 * 60_000

/** Locks a device of a venue that was left alone, when the venue has a PIN. Locked it stays, also over a reload. */
export class Lock {
  isLocked = $state(false)
  hasPin = $state(false)
  readonly #key: HostKey
  readonly #store: Store
  readonly #texts: Texts
  #touchedAt = Date.now()

  constructor(key: HostKey, store: Store, texts: Texts) {
    this.#key = key
    this.#store = store
    this.#texts = texts
    this.isLocked = store.read(this.#name) === true
  }

  start(): void {
    const touch = () => (this.#touchedAt = Date.now())
    for (const kind of ['pointerdown', 'keydown', 'wheel']) addEventListener(kind, touch, { passive: true })
    setInterval(() => this.look(Date.now()), lookMs)
  }

  look(now: number): void {
    if (!this.hasPin || this.isLocked || now - this.#touchedAt < idleMs) return
    this.isLocked = true
    this.#store.write(this.#name, true)
  }

  /** Undefined when the PIN was right, else why not. */
  async unlock(pin: string): Promise<string | undefined> {
    const { token } = this.#key
    const url = `/api/venues/${venueOf(token) ?? ''}/unlock`
    const answer = await post<unknown>(url, { pin }, { headers: { 'x-host-auth': token }, attempts: 1 })
    if (!answer.ok) return this.#texts.problem(answer.problem.code)
    this.#touchedAt = Date.now()
    this.isLocked = false
    this.#store.remove(this.#name)
    return undefined
  }

  get #name(): string {
    return `queue.host.${this.#key.code}.locked`
  }
}
