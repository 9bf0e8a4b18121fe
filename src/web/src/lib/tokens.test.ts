import { expect, test } from 'vitest'
import { Store } from './storage'
import { findToken, forgetToken, keepToken, onlyReads, tokenIn } from './tokens'

const token = 'aabbcc.w.12345678.1900000000.k1.mac-mac_mac'

function newStore(): Store {
  return new Store(() => {
    throw new Error('Refused')
  })
}

test('a link carries its token in the fragment, named or bare', () => {
  expect(tokenIn(`#token=${token}`)).toBe(token)
  expect(tokenIn(`#${token}`)).toBe(token)
})

test.each([
  '',
  '#',
  '#top',
  '#token=short',
  `#token=${token}&x=1`,
  `#token=${'a'.repeat(201)}`,
  '#token=<script>alert(1)</script>',
])('the fragment %s is no token', (hash) => {
  expect(tokenIn(hash)).toBeUndefined()
})

test('a token is kept for its page alone, the newer one instead of the older', () => {
  const store = newStore()
  keepToken('/jobs/1', 'old', store)
  keepToken('/jobs/1', token, store)
  keepToken('/rooms/1', 'other', store)
  expect([findToken('/jobs/1', store), findToken('/jobs/2', store)]).toEqual([token, undefined])
  forgetToken('/jobs/1', store)
  expect([findToken('/jobs/1', store), findToken('/rooms/1', store)]).toEqual([undefined, 'other'])
})

test('a device keeps the fifty that it was given last', () => {
  const store = newStore()
  for (let i = 0; i <= 50; i++) keepToken(`/jobs/${i}`, token, store)
  expect([findToken('/jobs/0', store), findToken('/jobs/1', store)]).toEqual([undefined, token])
})

test('a token says whether it only reads', () => {
  expect([onlyReads(token), onlyReads(token.replace('.w.', '.r.')), onlyReads('que_0123')]).toEqual([
    false,
    true,
    false,
  ])
})
