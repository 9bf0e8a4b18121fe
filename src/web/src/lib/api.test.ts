import { beforeEach, expect, test } from 'vitest'
import { newKey, post } from './api'
import { ManualClock } from './testing'

let clock: ManualClock
let keys: (string | undefined)[]
let answers: (Response | Error)[]

beforeEach(() => {
  clock = new ManualClock()
  keys = []
})

async function send(attempts = 3) {
  const fetch = ((_: string, init: RequestInit) => {
    keys.push((init.headers as Record<string, string>)['Idempotency-Key'])
    const answer = answers.shift() ?? new Error('No network')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }) as typeof globalThis.fetch
  const sent = post('/leave', { partyId: 'p' }, { attempts }, { fetch, clock, random: () => 0 })
  await clock.pass(60_000)
  return sent
}

test('keys are long enough, visible and never the same', () => {
  const made = Array.from({ length: 100 }, newKey)
  expect(new Set(made).size).toBe(100)
  for (const key of made) expect(key).toMatch(/^[A-Za-z0-9_-]{22,64}$/)
})

test('what got no answer is sent again under the same key', async () => {
  answers = [new Error('No network'), new Response('{}', { status: 503 }), Response.json({ ok: true })]
  expect(await send()).toEqual({ ok: true, body: { ok: true } })
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
})

test('a refusal is told with its code and not sent again', async () => {
  answers = [Response.json({ code: 'queue_full', error: 'Queue is full', status: 409 }, { status: 409 })]
  expect(await send()).toEqual({
    ok: false,
    problem: { code: 'queue_full', error: 'Queue is full', status: 409 },
  })
  expect(keys).toHaveLength(1)
})

test('without any answer it is told so in the end', async () => {
  answers = []
  expect(await send(2)).toMatchObject({ ok: false, problem: { code: 'unreachable' } })
  expect(keys).toHaveLength(2)
})

test('a page instead of an answer is a refusal, not a crash', async () => {
  answers = [new Response('<html>', { status: 500 })]
  expect(await send()).toMatchObject({ ok: false, problem: { status: 500, code: 'unexpected' } })
})

test('a plain text success is a success', async () => {
  answers = [new Response('ok')]
  expect(await send()).toEqual({ ok: true, body: undefined })
})
