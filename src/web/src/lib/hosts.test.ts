import { beforeEach, expect, test } from 'vitest'
import { findHost, hostPath, keepHost, openHosts, parseHostLink, tokenOf } from './hosts'
import { Store } from './storage'

const now = Date.parse('2026-07-31T18:00:00Z')
const token = 'a1b2c3.h.0f0f0f0f.1786000000.k1.MAC-of_it'
const key = { code: 'BCDFGH', token, name: 'Trattoria', at: now }

let store: Store

beforeEach(() => {
  const refused = (): Storage => {
    throw new Error('SecurityError')
  }
  store = new Store(refused)
})

test('a token is taken from the fragment, and nothing else that stands there', () => {
  expect(tokenOf(`#${token}`)).toBe(token)
  for (const other of ['', '#', '#waiting', `#${token}<b>`, `#t=${token}`])
    expect(tokenOf(other)).toBeUndefined()
})

test('a pasted host link is read whatever stands before it', () => {
  const link = `https://queue.example${hostPath('BCDFGH', token)}`
  expect(parseHostLink(` ${link}\n`)).toEqual({ code: 'BCDFGH', token })
  expect(parseHostLink(link.toLowerCase().replace('mac', 'MAC'))?.code).toBe('BCDFGH')
  for (const wrong of [
    '',
    'BCDFGH',
    'https://queue.example/host/BCDFGH',
    `https://queue.example/q/BCDFGH#${token}`,
  ])
    expect(parseHostLink(wrong)).toBeUndefined()
})

test('a device hosts several queues, the newest first, each with its own token', () => {
  keepHost(key, store, now)
  keepHost({ ...key, code: 'JKLMNP', token: `${token}2` }, store, now)
  expect(openHosts(store, now).map(({ code }) => code)).toEqual(['JKLMNP', 'BCDFGH'])
  expect(findHost('BCDFGH', store, now)?.token).toBe(token)
})

test('a closed queue is no longer offered, but can still be looked at', () => {
  keepHost(key, store, now)
  keepHost({ ...key, closed: true }, store, now)
  expect(openHosts(store, now)).toEqual([])
  expect(findHost('BCDFGH', store, now)?.token).toBe(token)
})

test('a key is forgotten when its token has run out', () => {
  keepHost(key, store, now)
  expect(findHost('BCDFGH', store, now + 7 * 24 * 3_600_000)).toBeUndefined()
})

test('a device that keeps nothing says so, so that the token stays in the address', () => {
  expect(keepHost(key, store, now)).toBe(false)
  expect(findHost('BCDFGH', store, now)).toEqual(key)
})
