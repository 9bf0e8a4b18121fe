/**
 * The server's time, from the `Date` of its answers: a phone's own clock may be an hour off. `Date` has whole seconds, so on average
 * it is half a second behind; half of the round trip is added too.
 */
export class ServerTime {
  #offset = 0
  readonly #now: () => number

  constructor(now: () => number = () => Date.now()) {
    this.#now = now
  }

  now(): number {
    return this.#now() + this.#offset
  }

  observe(date: string | null, sentAt: number, receivedAt: number): void {
    const server = date === null ? NaN : Date.parse(date)
    if (Number.isNaN(server)) return
    const offset = server + 500 - (sentAt + receivedAt) / 2
    // What is within the error of the method stays as it is, so that countdowns do not tremble.
    const error = 500 + (receivedAt - sentAt) / 2
    if (Math.abs(offset - this.#offset) > error) this.#offset = offset
  }
}
