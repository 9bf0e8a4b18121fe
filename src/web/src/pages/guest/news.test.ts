import { expect, test } from 'vitest'
import type { GuestView } from '../../lib/views'
import { isNews, newsOf } from './news'

const view = (type: GuestView['type'], more: Partial<GuestView> = {}) => ({ type, nextPollMs: 1, ...more })

test('a call that was taken back is a false alarm, an end that was taken back brings the guest back', () => {
  expect(newsOf(view('called', { calledAt: 1 }), view('position'))).toBe('falseAlarm')
  expect(newsOf(view('removed', { reason: 'no_show' }), view('position'))).toBe('back')
})

test('a second call says so, the same call and one with more time say nothing new', () => {
  expect(newsOf(view('called', { calledAt: 1 }), view('called', { calledAt: 2 }))).toBe('again')
  expect(
    newsOf(view('called', { calledAt: 1, deadline: 5 }), view('called', { calledAt: 1, deadline: 9 })),
  ).toBe(undefined)
})

test('what follows by itself is no news', () => {
  expect(newsOf(undefined, view('position'))).toBeUndefined()
  expect(newsOf(view('position'), view('called', { calledAt: 1 }))).toBeUndefined()
  expect(newsOf(view('removed'), view('called', { calledAt: 1 }))).toBeUndefined()
  expect(newsOf(view('called'), view('removed', { reason: 'served' }))).toBeUndefined()
})

test('news are told for five minutes, that of an open call for as long as it is open', () => {
  expect(isNews({ kind: 'falseAlarm', at: 0 }, 299_999)).toBe(true)
  expect(isNews({ kind: 'back', at: 0 }, 300_000)).toBe(false)
  expect(isNews({ kind: 'again', at: 0 }, 3_000_000)).toBe(true)
})
