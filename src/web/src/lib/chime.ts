/** Short, and told apart with the eyes closed. */
const tunes = {
  call: [659, 880, 1319],
  join: [784],
  here: [988, 988],
  failed: [392, 294],
}

export type Tune = keyof typeof tunes

/**
 * The sound of a call, made without a file. Browsers let a page sound only after a tap on it, so `unlock` belongs into one.
 */
export class Chime {
  #audio: AudioContext | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  /** True once the page may sound. */
  get isReady(): boolean {
    return this.#audio?.state === 'running'
  }

  async unlock(): Promise<boolean> {
    // Nobody has tapped yet: the browser would refuse.
    if (navigator.userActivation?.hasBeenActive === false) return false
    try {
      this.#audio ??= new AudioContext()
      await this.#audio.resume()
    } catch {
      // No sound on this device.
    }
    return this.isReady
  }

  /** Sounds every two seconds until it is stopped. */
  ring(): void {
    this.stop()
    this.#strike()
    this.#timer = setInterval(() => this.#strike(), 2000)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  strikeOnce(tune: Tune = 'call'): void {
    this.#strike(tune)
  }

  #strike(tune: Tune = 'call'): void {
    if (tune === 'call') navigator.vibrate?.([200, 100, 200])
    const audio = this.#audio
    if (audio?.state !== 'running') return
    for (const [note, frequency] of tunes[tune].entries()) {
      const start = audio.currentTime + note * 0.16
      const tone = audio.createOscillator()
      const level = audio.createGain()
      tone.frequency.value = frequency
      level.gain.setValueAtTime(0.0001, start)
      level.gain.exponentialRampToValueAtTime(0.4, start + 0.02)
      level.gain.exponentialRampToValueAtTime(0.0001, start + 0.5)
      tone.connect(level).connect(audio.destination)
      tone.start(start)
      tone.stop(start + 0.55)
    }
  }
}
