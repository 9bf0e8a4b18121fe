import { expect, test } from 'vitest'
import { append, follow, prepend, startOf, trim, type Feed } from './feed'
import { messages, viewOf } from './testing'

const seqs = (feed: Feed | undefined) => feed?.items.map((item) => item.seq)
const start = startOf(viewOf(8, 10))

test('it starts with the newest and knows whether there are older ones', () => {
  expect(start).toMatchObject({ first: 8, last: 10, hasEarlier: true })
  expect(startOf(viewOf(1, 3))).toMatchObject({ first: 1, last: 3, hasEarlier: false })
  expect(startOf({ ...viewOf(1, 0), firstSeq: 5, lastSeq: 4 })).toMatchObject({
    first: 5,
    last: 4,
    hasEarlier: false,
  })
})

test('what follows is added in order, and what is there already not twice', () => {
  expect(seqs(append(start, messages(9, 12)))).toEqual([8, 9, 10, 11, 12])
  expect(append(start, messages(8, 10))).toBe(start)
})

test('with one missing in between nothing is added', () => {
  expect(append(start, messages(12, 13))).toBeUndefined()
  expect(append(start, [...messages(11, 11), ...messages(13, 13)])).toBeUndefined()
})

test('older ones are put before, unless they do not reach up to what is there', () => {
  expect(prepend(start, messages(5, 7), true)).toMatchObject({ first: 5, hasEarlier: true })
  expect(seqs(prepend(start, messages(5, 9), false))).toEqual([5, 6, 7, 8, 9, 10])
  expect(prepend(start, messages(3, 5), true)).toBe(start)
  expect(prepend(start, [], false)).toMatchObject({ first: 8, hasEarlier: false })
})

test('a view that overlaps is followed, one after a gap is not', () => {
  expect(seqs(follow(start, viewOf(9, 12)))).toEqual([8, 9, 10, 11, 12])
  expect(follow(start, viewOf(12, 14))).toBeUndefined()
  expect(seqs(follow(undefined, viewOf(12, 14)))).toEqual([12, 13, 14])
})

test('what the room has forgotten goes, and what cannot be continued starts anew', () => {
  expect(follow(start, { ...viewOf(10, 11), firstSeq: 10 })).toMatchObject({
    first: 10,
    last: 11,
    hasEarlier: false,
  })
  expect(seqs(follow(start, { ...viewOf(20, 21), firstSeq: 20 }))).toEqual([20, 21])
  expect(seqs(follow(start, viewOf(3, 5)))).toEqual([3, 4, 5])
})

test('of very many the oldest go, and can be asked for again', () => {
  const long = startOf(viewOf(1, 10))
  expect(trim(long, 10)).toBe(long)
  expect(trim(long, 3)).toMatchObject({ first: 8, last: 10, hasEarlier: true })
  expect(seqs(prepend(trim(long, 3), messages(1, 7), false))).toEqual(seqs(long))
})
