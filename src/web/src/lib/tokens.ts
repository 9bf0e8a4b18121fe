import type { Store } from './storage'

/** What lets this device into a room or a job, by the path of its page. */
interface Kept {
  path: string
  token: string
}

const storeName = 'queue.tokens'
const most = 50
const fragment = /^#(?:token=)?([\w.-]{20,200})$/

/** The token in a link such as `/jobs/1#token=…`; a fragment is never sent to a server. */
export function tokenIn(hash: string): string | undefined {
  return fragment.exec(hash)?.[1]
}

export function findToken(path: string, store: Store): string | undefined {
  return all(store).find((kept) => kept.path === path)?.token
}

/** True when the token outlives the page. */
export function keepToken(path: string, token: string, store: Store): boolean {
  return store.write(storeName, [{ path, token }, ...others(path, store)].slice(0, most))
}

export function forgetToken(path: string, store: Store): void {
  store.write(storeName, others(path, store))
}

/** The token says by itself that it only reads: a room's are `room.role.…`, an `r` for reading. It is only asked to show no field in vain. */
export function onlyReads(token: string): boolean {
  return token.split('.')[1] === 'r'
}

function others(path: string, store: Store): Kept[] {
  return all(store).filter((kept) => kept.path !== path)
}

function all(store: Store): Kept[] {
  const kept = store.read(storeName)
  return Array.isArray(kept) ? (kept as Kept[]) : []
}
