import { expect, test } from 'vitest'
import { isCall, parsePayload, strategyOf } from './rules'

const origin = 'https://queue.example'

function ask(path: string, mode = 'cors', method = 'GET') {
  return strategyOf({ method, mode, url: new URL(path, origin).href }, origin)
}

test('an alert is shown as it was sent', () => {
  const sent = {
    title: 'Trattoria',
    body: 'Your turn',
    url: '/q/X',
    kind: 'called',
    tag: 't',
    receipt: 'r',
    renotify: true,
  }
  expect(parsePayload(JSON.stringify(sent))).toEqual(sent)
})

test.each([undefined, '', 'hello', 'null', '[]', '{"title":5}'])(
  'a payload of %s still shows something',
  (text) => {
    expect(parsePayload(text)).toMatchObject({ title: 'Queue', url: '/', renotify: false })
  },
)

test('a call stays on the screen, the first and the next, and nothing else does', () => {
  const kinds = ['called', 'called_again', 'false_alarm', 'pos_2', 'no_show', '']
  expect(kinds.filter(isCall)).toEqual(['called', 'called_again'])
})

test('built files, guest and host pages are kept, nothing else', () => {
  expect(ask('/assets/guest-abc.js')).toBe('asset')
  expect(ask('/q/BCDFGH', 'navigate')).toBe('page')
  expect(ask('/q/BCDFGH?kiosk', 'navigate')).toBeUndefined()
  expect(ask('/q/BCDFGH', 'navigate', 'POST')).toBeUndefined()
  expect(ask('/api/queue/BCDFGH/snapshot')).toBeUndefined()
  expect(ask('/host/BCDFGH', 'navigate')).toBe('page')
  expect(ask('/host', 'navigate')).toBeUndefined()
  expect(ask('https://elsewhere.example/assets/x.js')).toBeUndefined()
})
