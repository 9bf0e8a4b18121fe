import { expect, test } from 'vitest'
import { dayName, draftOf, inOrder, newDraft, requestOf, type Venue } from './venue'

const venue: Venue = {
  id: 'a',
  code: 'BCDFGH',
  slug: 'da-ugo',
  name: 'Da Ugo',
  timeZone: 'Europe/Berlin',
  openingHours: [{ day: 'friday', open: '18:00', close: '01:00' }],
  closedDates: ['2026-12-24', '2026-12-25'],
  lastCallMinutes: 20,
  defaults: { maxGuests: 40, callWindowSeconds: 480, turnMinutes: 55, tables: [{ seats: 2, count: 4 }] },
  joinUrl: 'https://queue.example/q/BCDFGH',
  venueUrl: 'https://queue.example/v/da-ugo',
}

test('A new venue is asked for with its preset and without a name in the address that nobody typed', () => {
  const draft = { ...newDraft('Europe/Berlin'), name: 'Bar', closedDays: '2026-12-24\n 2026-12-25 ,' }
  expect(requestOf(draft)).toEqual({
    name: 'Bar',
    location: '',
    contactInfo: '',
    timeZone: 'Europe/Berlin',
    lastCallMinutes: 15,
    openingHours: draft.hours,
    closedDates: ['2026-12-24', '2026-12-25'],
    defaults: { preset: 'restaurant', maxGuests: 100, tables: [] },
  })
})

test('A venue that is edited keeps what the form does not show', () => {
  const request = requestOf({ ...draftOf(venue), maxGuests: 60 }, venue)
  expect(request).toMatchObject({
    closedDates: venue.closedDates,
    openingHours: venue.openingHours,
    defaults: { ...venue.defaults, maxGuests: 60 },
  })
  expect(request).not.toHaveProperty('slug')
  expect(requestOf({ ...draftOf(venue), slug: 'ugo' }, venue)).toHaveProperty('slug', 'ugo')
})

test('Counters take the place of the tables that a venue had', () => {
  const draft = draftOf(venue)
  const capacity = { ...draft.capacity, kind: 'counters' as const, counters: 3 }
  expect(requestOf({ ...draft, capacity }, venue)).toHaveProperty('defaults', {
    maxGuests: 40,
    callWindowSeconds: 480,
    tables: [],
    counters: 3,
    serviceMinutes: 5,
  })
})

test('Hours come in the order of the week and of the day', () => {
  const hours = [
    { day: 'sunday' as const, open: '12:00', close: '15:00' },
    { day: 'monday' as const, open: '18:00', close: '22:00' },
    { day: 'monday' as const, open: '11:00', close: '14:00' },
  ]
  expect(inOrder(hours).map(({ day, open }) => `${day} ${open}`)).toEqual([
    'monday 11:00',
    'monday 18:00',
    'sunday 12:00',
  ])
})

test('Days have the names of the language', () => {
  expect([dayName('monday', 'en'), dayName('sunday', 'de'), dayName('friday', 'zh')]).toEqual([
    'Monday',
    'Sonntag',
    '星期五',
  ])
})
