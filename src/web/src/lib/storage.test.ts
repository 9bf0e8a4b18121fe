import { expect, test } from 'vitest'
import { Store } from './storage'

function memory(): Storage {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage
}

test('what is written is read by another page', () => {
  const shared = memory()
  new Store(() => shared).write('a', { ticket: 3 })
  expect(new Store(() => shared).read('a')).toEqual({ ticket: 3 })
})

test.each([
  [
    'throws when named',
    () => {
      throw new Error('SecurityError')
    },
  ],
  [
    'is full',
    () => ({
      ...memory(),
      setItem: () => {
        throw new Error('QuotaExceededError')
      },
    }),
  ],
])('a storage that %s still serves this page', (_, refusing) => {
  const store = new Store(refusing as () => Storage)
  store.write('a', 1)
  expect(store.read('a')).toBe(1)
  store.remove('a')
  expect(store.read('a')).toBeUndefined()
})

test('what somebody else wrote badly counts as nothing', () => {
  const shared = memory()
  shared.setItem('a', '{broken')
  expect(new Store(() => shared).read('a')).toBeUndefined()
})
