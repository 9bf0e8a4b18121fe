import type { Clock } from './clock'
import type { Page } from './page'
import type { Line } from './socket'

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-07-31T18:00:00Z')
  #timers = new Map<number, { at: number; action: () => void }>()
  #last = 0

  now(): number {
    return this.#now
  }

  set(action: () => void, ms: number): number {
    this.#timers.set(++this.#last, { at: this.#now + ms, action })
    return this.#last
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number)
  }

  /** Moves the clock and does what is due on the way, in order. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      await settle()
      const due = [...this.#timers]
        .filter(([, timer]) => timer.at <= end)
        .sort((a, b) => a[1].at - b[1].at)[0]
      if (!due) break
      this.#timers.delete(due[0])
      this.#now = due[1].at
      due[1].action()
    }
    this.#now = end
    await settle()
  }
}

export class ManualPage implements Page {
  #changed: (() => void) | undefined
  visible = true

  isVisible(): boolean {
    return this.visible
  }

  watch(changed: () => void): () => void {
    this.#changed = changed
    return () => (this.#changed = undefined)
  }

  show(visible: boolean): void {
    this.visible = visible
    this.#changed?.()
  }
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

/** A WebSocket whose other end a test holds. */
export class FakeLine implements Line {
  onopen: Line['onopen'] = null
  onmessage: Line['onmessage'] = null
  onclose: Line['onclose'] = null
  readyState = 0
  readonly sent: string[] = []

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.readyState = 3
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  say(data: string): void {
    this.onmessage?.({ data })
  }

  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

/** All connections that were tried. */
export class FakeLines {
  readonly urls: string[] = []
  isForbidden = false
  #lines: FakeLine[] = []

  readonly connect = (url: string): FakeLine => {
    this.urls.push(url)
    if (this.isForbidden) throw new Error('Forbidden')
    const line = new FakeLine()
    this.#lines.push(line)
    return line
  }

  get last(): FakeLine {
    const line = this.#lines.at(-1)
    if (!line) throw new Error('Nothing was connected')
    return line
  }
}
