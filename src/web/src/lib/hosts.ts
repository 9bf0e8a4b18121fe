import { venueOf } from './devices'
import type { Store } from './storage'

/** What lets this device host a queue. */
export interface HostKey {
  code: string
  token: string
  name: string
  at: number
  /** Has ended; it can still be looked at. */
  closed?: boolean
}

// Tokens are good for so long; those of a venue's devices are renewed before.
const dayMs = 24 * 3_600_000
const keptDays = 7
const deviceDays = 30
const storeName = 'queue.hosts'
const token = /^[\w.-]{20,200}$/
const link = /\/host\/([A-Za-z0-9]{6})\/?#([\w.-]{20,200})$/

/** The token in the fragment of a host link; a fragment is never sent to a server. */
export function tokenOf(fragment: string): string | undefined {
  const text = fragment.slice(1)
  return token.test(text) ? text : undefined
}

export function parseHostLink(text: string): { code: string; token: string } | undefined {
  const [, code, secret] = link.exec(text.trim()) ?? []
  return code && secret ? { code: code.toUpperCase(), token: secret } : undefined
}

export function hostPath(code: string, secret: string): string {
  return `/host/${code}#${secret}`
}

/** The open queues that this device may host, newest first. */
export function openHosts(store: Store, now: number): HostKey[] {
  return allHosts(store, now).filter((key) => !key.closed)
}

function allHosts(store: Store, now: number): HostKey[] {
  const kept = store.read(storeName)
  return (Array.isArray(kept) ? (kept as HostKey[]) : []).filter((key) => now - key.at < lifeOf(key))
}

function lifeOf({ token }: HostKey): number {
  return (venueOf(token) ? deviceDays : keptDays) * dayMs
}

export function findHost(code: string, store: Store, now: number): HostKey | undefined {
  return allHosts(store, now).find((key) => key.code === code)
}

/** True when the key outlives the page. */
export function keepHost(key: HostKey, store: Store, now: number): boolean {
  const others = allHosts(store, now).filter((other) => other.code !== key.code)
  return store.write(storeName, [key, ...others])
}
