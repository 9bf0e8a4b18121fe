import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { directionOf, languages, Texts, type Catalogue } from './texts'

const folder = new URL('../texts/', import.meta.url)

function read(language: string): Catalogue {
  return JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Catalogue
}

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort()
}

const english = read('en')

test('every language has a catalogue, and every catalogue a language', () => {
  expect(readdirSync(folder).sort()).toEqual(languages.map((language) => `${language}.json`).sort())
})

test.each(languages)('%s lacks no text and has none too many', (language) => {
  expect(Object.keys(read(language)).sort()).toEqual(Object.keys(english).sort())
})

test.each(languages)('%s has every text filled, with the same places', (language) => {
  for (const [key, text] of Object.entries(read(language))) {
    expect(text.trim(), key).not.toBe('')
    // A form for one may say the number as a word.
    expect(placesOf(text), key).toEqual(placesOf(english[key as keyof Catalogue]))
  }
})

test.each(languages.filter((language) => language !== 'en'))('%s is translated', (language) => {
  const same = [
    'common.product',
    'common.minutes',
    'new.restaurant',
    'host.menu',
    'host.waited',
    'host.more5',
    'host.minutes',
    'host.byDevice',
  ]
  const untranslated = Object.entries(read(language))
    .filter(([key, text]) => text === english[key as keyof Catalogue] && !same.includes(key))
    .map(([key]) => key)
  expect(untranslated).toEqual([])
})

test('plurals follow the language', () => {
  const en = new Texts('en', english)
  expect([0, 1, 2].map((n) => en.count('ticket.ahead', n))).toEqual([
    'You are next',
    '1 party ahead of you',
    '2 parties ahead of you',
  ])
  expect(new Texts('fr', read('fr')).count('common.people', 0)).toBe('0 personne')
  expect(new Texts('zh', read('zh')).count('common.people', 3)).toBe('3 人')
})

test('numbers and spans are written as the language does', () => {
  expect(new Texts('de', read('de')).count('common.people', 1234)).toBe('1.234 Personen')
  expect(new Texts('en', english).countdown(245_000)).toBe('4:05')
  expect(new Texts('en', english).countdown(-1)).toBe('0:00')
})

test.each(languages)('%s writes small numbers as its format would', (language) => {
  const texts = new Texts(language, read(language))
  const format = new Intl.NumberFormat(language)
  for (const number of [0, 7, 42, 999, 1000, 0.5, -3])
    expect(texts.number(number)).toBe(format.format(number))
})

test('an age is said in seconds, then in minutes', () => {
  const en = new Texts('en', english)
  expect([0, 5000, 300_000].map((ms) => en.ago(ms))).toEqual(['just now', '5 sec. ago', '5 min. ago'])
})

test('an error without a text of its own gets the general one', () => {
  const en = new Texts('en', english)
  expect(en.problem('queue_full')).toBe(english['error.queue_full'])
  expect(en.problem('never_heard_of')).toBe(english['error.unexpected'])
})

test('the writing direction is known', () => {
  expect(directionOf('ar-EG')).toBe('rtl')
  expect(directionOf('de')).toBe('ltr')
})
