/** Keeps JSON values on this device. A browser that refuses (private mode, no space) forgets them with the page; nothing breaks. */
export class Store {
  readonly #backing: () => Storage
  readonly #fallback = new Map<string, string>()

  constructor(backing: () => Storage = () => localStorage) {
    this.#backing = backing
  }

  read(key: string): unknown {
    const text = this.#fallback.get(key) ?? this.#try((storage) => storage.getItem(key))
    try {
      return text ? JSON.parse(text) : undefined
    } catch {
      return undefined
    }
  }

  /** True when it outlives the page. */
  write(key: string, value: unknown): boolean {
    const text = JSON.stringify(value)
    const kept = this.#try((storage) => {
      storage.setItem(key, text)
      return true
    })
    if (kept) this.#fallback.delete(key)
    else this.#fallback.set(key, text)
    return kept ?? false
  }

  remove(key: string): void {
    this.#fallback.delete(key)
    this.#try((storage) => storage.removeItem(key))
  }

  // Even to name localStorage can throw.
  #try<T>(action: (storage: Storage) => T): T | undefined {
    try {
      return action(this.#backing())
    } catch {
      return undefined
    }
  }
}
