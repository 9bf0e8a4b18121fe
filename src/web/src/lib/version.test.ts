import { expect, test } from 'vitest'
import { isOlder, parseVersion } from './version'

test('a version is read from its header', () => {
  expect(parseVersion('2.17')).toEqual({ epoch: 2, version: 17 })
  for (const header of [null, '', '2', '2.', 'x.1', '1.2.3']) expect(parseVersion(header)).toBeUndefined()
})

test('within an epoch the lower version is older', () => {
  expect(isOlder({ epoch: 1, version: 4 }, { epoch: 1, version: 5 })).toBe(true)
  expect(isOlder({ epoch: 1, version: 5 }, { epoch: 1, version: 5 })).toBe(false)
})

test('after a backup was restored the lower version is newer', () => {
  expect(isOlder({ epoch: 2, version: 1 }, { epoch: 1, version: 500 })).toBe(false)
  expect(isOlder({ epoch: 1, version: 500 }, { epoch: 2, version: 1 })).toBe(true)
})

test('what has no version is not held back', () => {
  expect(isOlder(undefined, { epoch: 1, version: 5 })).toBe(false)
  expect(isOlder({ epoch: 1, version: 5 }, undefined)).toBe(false)
})
