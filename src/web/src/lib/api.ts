import { browserClock, type Clock } from './clock'
import { delayMs, retryAfterMs } from './pace'

/** A refusal, as problem details (RFC 9457) say it; `code` never changes its meaning. */
export interface Problem {
  status: number
  code: string
  error: string
  fields?: Record<string, string>
  opensAt?: number
  /** What was done to a party meanwhile, for `party_changed`. */
  action?: string
  /** What the host's device is called that did it. */
  device?: string
  retryAfterMs?: number
}

export type Result<T> = { ok: true; body: T } | { ok: false; problem: Problem }

export interface PostOptions {
  method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Makes it safe to repeat: the same key gives the same answer. */
  key?: string
  headers?: Record<string, string> | undefined
  /** How often it is tried when there is no answer or the server is busy. */
  attempts?: number
}

interface Surroundings {
  fetch: typeof fetch
  clock: Clock
  random: () => number
}

const timeoutMs = 10_000
const busy = new Set([0, 502, 503, 504])
export const unreachable: Problem = { status: 0, code: 'unreachable', error: 'The server cannot be reached' }

/** A new idempotency key. `crypto.randomUUID` exists on https pages alone. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

const surroundings: Surroundings = {
  fetch: (...request) => fetch(...request),
  clock: browserClock,
  random: Math.random,
}

/** Asks once; what is asked for again and again is a poller's. Text is what is no JSON, such as CSV. */
export function get<T>(
  url: string,
  headers: Record<string, string>,
  form: 'json' | 'text' = 'json',
  around: Surroundings = surroundings,
): Promise<Result<T>> {
  return attempt<T>(url, { headers, cache: 'no-store' }, around, form)
}

/** Sends a command as JSON, or a form as it is. Tries again when nobody answered, under the same key. */
export async function post<T>(
  url: string,
  body: object | URLSearchParams,
  { method = 'POST', key = newKey(), headers = {}, attempts = 3 }: PostOptions = {},
  around: Surroundings = surroundings,
): Promise<Result<T>> {
  const form = body instanceof URLSearchParams
  const init = {
    method,
    // What was tapped last is still sent when the page is closed.
    keepalive: true,
    body: form ? body : JSON.stringify(body),
    headers: {
      Accept: 'application/json',
      'Idempotency-Key': key,
      ...(form ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
  }
  for (let failures = 1; ; failures++) {
    const result = await attempt<T>(url, init, around)
    if (result.ok || !isBusy(result.problem) || failures >= attempts) return result
    const { retryAfterMs } = result.problem
    const pace = { nextPollMs: 0, failures, retryAfterMs, held: false, random: around.random() }
    await new Promise<void>((done) => around.clock.set(done, delayMs(pace)))
  }
}

/** Nobody answered, or somebody who could not ask the server: it may be sent again. */
export function isBusy({ status }: Problem): boolean {
  return busy.has(status)
}

async function attempt<T>(
  url: string,
  init: RequestInit,
  around: Surroundings,
  form: 'json' | 'text' = 'json',
): Promise<Result<T>> {
  const request = new AbortController()
  const timeout = around.clock.set(() => request.abort(), timeoutMs)
  try {
    const response = await around.fetch(url, { ...init, signal: request.signal })
    return await read<T>(response, form)
  } catch {
    return { ok: false, problem: unreachable }
  } finally {
    around.clock.clear(timeout)
  }
}

async function read<T>(response: Response, form: 'json' | 'text'): Promise<Result<T>> {
  const text = await response.text()
  if (response.ok && form === 'text') return { ok: true, body: text as T }
  const body = parse(text)
  if (response.ok) return { ok: true, body: body as T }
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {}
  const code = problem.code ?? (response.status === 503 ? 'unavailable' : 'unexpected')
  const wait = retryAfterMs(response.headers.get('retry-after'))
  const later = wait === undefined ? {} : { retryAfterMs: wait }
  return { ok: false, problem: { error: '', ...problem, ...later, code, status: response.status } }
}

// Some routes answer "ok" in plain text; something in between may answer with a page.
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
