/** Keeps the screen on while wanted. The browser lets go whenever the page is hidden, so it is asked for again. */
export class ScreenWake {
  #wanted = false
  #lock: WakeLockSentinel | undefined
  readonly #changed: (isOn: boolean) => void

  constructor(changed: (isOn: boolean) => void) {
    this.#changed = changed
    document.addEventListener('visibilitychange', () => void this.#take())
  }

  static get isSupported(): boolean {
    return 'wakeLock' in navigator
  }

  async keep(wanted: boolean): Promise<void> {
    this.#wanted = wanted
    if (wanted) await this.#take()
    else await this.#lock?.release().catch(() => undefined)
  }

  async #take(): Promise<void> {
    if (!this.#wanted || !ScreenWake.isSupported || document.visibilityState !== 'visible') return
    try {
      this.#lock = await navigator.wakeLock.request('screen')
      this.#lock.addEventListener('release', () => this.#changed(false))
      this.#changed(true)
    } catch {
      // Refused, as with a nearly empty battery.
      this.#changed(false)
    }
  }
}
