import { expect, test } from 'vitest'
import { venueOf } from './devices'

test('a token of a venue names the venue, and one of a queue does not', () => {
  const id = 'ab'.repeat(32)
  for (const role of ['m', 'v', 'd']) expect(venueOf(`${id}.${role}.0f.1.k.MAC`)).toBe(id)
  for (const other of [`${id}.h.0f.1.k.MAC`, `${id}.w.0f.1.k.MAC`, `ab.v.0f.1.k.MAC`, ''])
    expect(venueOf(other)).toBeUndefined()
})
