import {
  capacityFields,
  capacityOf,
  draftOfCapacity,
  type Capacity,
  type CapacityDraft,
} from '../../lib/capacity'

/** A venue as its owner sees it. */
export interface Venue {
  id: string
  code: string
  slug: string
  name: string
  location?: string
  contactInfo?: string
  timeZone: string
  openingHours: Hours[]
  closedDates: string[]
  lastCallMinutes: number
  defaults: { maxGuests: number } & Capacity & Record<string, unknown>
  joinUrl: string
  venueUrl: string
  tonight?: Tonight
}

export interface Tonight {
  state: 'open' | 'closed' | 'full' | 'paused' | 'last_call'
  opensAt?: number
  closesAt: number
  parties: number
}

export interface Hours {
  day: Day
  open: string
  close: string
}

export interface VenueDevice {
  id: string
  name?: string
  role: Role
  renewedAt: number
}

export type Day = (typeof days)[number]
export type Role = (typeof roles)[number]

/** The days of a week in the order of a calendar. */
export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export const roles = ['host', 'manager', 'display'] as const

/** What is typed into the form. */
export interface Draft {
  name: string
  location: string
  contactInfo: string
  slug: string
  timeZone: string
  hours: Hours[]
  closedDays: string
  lastCallMinutes: number
  maxGuests: number
  preset: 'restaurant' | 'counter'
  capacity: CapacityDraft
}

export function newDraft(timeZone: string): Draft {
  return {
    name: '',
    location: '',
    contactInfo: '',
    slug: '',
    timeZone,
    hours: days.map((day) => ({ day, open: '18:00', close: '22:00' })),
    closedDays: '',
    lastCallMinutes: 15,
    maxGuests: 100,
    preset: 'restaurant',
    capacity: draftOfCapacity({}, true),
  }
}

export function draftOf(venue: Venue): Draft {
  return {
    ...newDraft(venue.timeZone),
    name: venue.name,
    location: venue.location ?? '',
    contactInfo: venue.contactInfo ?? '',
    slug: venue.slug,
    hours: inOrder(venue.openingHours),
    closedDays: venue.closedDates.join('\n'),
    lastCallMinutes: venue.lastCallMinutes,
    maxGuests: venue.defaults.maxGuests,
    capacity: draftOfCapacity(venue.defaults, venue.defaults['positionBy'] === 'sizeBand'),
  }
}

/** The request that a draft makes: for a new venue, or for one that there is, whose other defaults stay. */
export function requestOf(draft: Draft, venue?: Venue): object {
  const { name, location, contactInfo, slug, timeZone, lastCallMinutes, maxGuests, preset } = draft
  return {
    name,
    location,
    contactInfo,
    timeZone,
    lastCallMinutes,
    openingHours: draft.hours,
    closedDates: draft.closedDays.split(/[\s,;]+/).filter((day) => day !== ''),
    defaults: { ...(venue ? othersOf(venue) : { preset }), maxGuests, ...capacityOf(draft.capacity) },
    ...(slug && slug !== venue?.slug ? { slug } : {}),
  }
}

/** The defaults that the form does not show. */
function othersOf({ defaults }: Venue): object {
  const shown: string[] = ['maxGuests', ...capacityFields]
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !shown.includes(name)))
}

export function inOrder(hours: Hours[]): Hours[] {
  return [...hours].sort((a, b) => days.indexOf(a.day) - days.indexOf(b.day) || a.open.localeCompare(b.open))
}

/** The name of a day in a language. */
export function dayName(day: Day, language: string): string {
  // The fifth of January 1970 was a Monday.
  const date = new Date(Date.UTC(1970, 0, 5 + days.indexOf(day)))
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(date)
}
