import { Chime } from '../../lib/chime'
import type { Store } from '../../lib/storage'
import type { Texts, TextKey } from '../../lib/texts'
import type { HostView, RecentRow } from '../../lib/views'
import { lastTicketOf, newsOf, type Row } from './line'
import { whoIs } from './words'

/** Which joins this device sounds for. */
export type Sounds = 'off' | 'first' | 'all'

const storeName = 'queue.sounds'

/** Tells by sound and to screen readers what happened in the line without the host's doing. */
export class Ear {
  sounds = $state<Sounds>('first')
  news = $state('')
  #lastTicket = 0
  readonly #chime = new Chime()
  readonly #store: Store
  readonly #texts: Texts

  constructor(store: Store, texts: Texts) {
    this.#store = store
    this.#texts = texts
    this.sounds = (store.read(storeName) as Sounds | undefined) ?? 'first'
  }

  start(): void {
    document.addEventListener('pointerdown', () => void this.#chime.unlock())
    document.addEventListener('keydown', () => void this.#chime.unlock())
  }

  /** Keeps the choice and lets it be heard. */
  async choose(sounds: Sounds): Promise<void> {
    this.sounds = sounds
    this.#store.write(storeName, sounds)
    await this.#chime.unlock()
    if (sounds !== 'off') this.#chime.strikeOnce('join')
  }

  hear(before: HostView, view: HostView): void {
    this.#lastTicket = Math.max(this.#lastTicket, lastTicketOf(before))
    const { joined, here, failed, coming, stillHere } = newsOf(before, view, this.#lastTicket)
    const words = [
      ...this.#say('host.newsFailed', failed),
      ...this.#say('host.newsHere', here),
      ...this.#say('host.newsComing', coming),
      ...this.#say('host.newsStillHere', stillHere),
      ...this.#say('host.newsJoined', joined),
    ]
    if (words.length > 0) this.news = words.join(' ')
    if (this.sounds === 'off') return
    if (failed.length > 0) this.#chime.strikeOnce('failed')
    else if (here.length + coming.length + stillHere.length > 0) this.#chime.strikeOnce('here')
    else if (joined.length > 0 && (this.sounds === 'all' || before.queue.length === 0))
      this.#chime.strikeOnce('join')
  }

  #say(key: TextKey, rows: (Row | RecentRow)[]): string[] {
    return rows.map((row) => this.#texts.say(key, { who: whoIs(row, this.#texts) }))
  }
}
