import { expect, test } from 'vitest'
import { bytesOf, capability } from './push'

const android = {
  isSecure: true,
  userAgent: 'Mozilla/5.0 (Linux; Android 15)',
  touchPoints: 5,
  hasPush: true,
  permission: 'default' as const,
}
const iphone = { ...android, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)' }

test('a phone that can show alerts may be asked', () => {
  expect(capability(android)).toBe('ask')
  expect(capability(iphone)).toBe('ask')
})

test('an iPhone whose page is not on the home screen gets the guide', () => {
  expect(capability({ ...iphone, hasPush: false })).toBe('iphone')
  const ipad = { ...iphone, userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X)', hasPush: false }
  expect(capability(ipad)).toBe('iphone')
})

test('plain http, an old browser and a refusal are told apart', () => {
  expect(capability({ ...iphone, hasPush: false, isSecure: false })).toBe('insecure')
  expect(capability({ ...android, hasPush: false })).toBe('unsupported')
  expect(capability({ ...android, permission: 'denied' })).toBe('denied')
})

test('a server key is read from base64url', () => {
  expect([...bytesOf('-_8A')]).toEqual([0xfb, 0xff, 0])
})
