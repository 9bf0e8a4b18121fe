import type { Polled } from '../../lib/poller'

export type JobStatus = 'running' | 'completed' | 'failed' | 'canceled' | 'timed_out'

/** A job as the API tells it. */
export interface JobView extends Polled {
  jobId: string
  kind: string
  status: JobStatus
  progress: number
  processedItems: number
  totalItems: number
  currentStatus: string
  result?: unknown
  resultsUrl?: string
  error?: { code: string; message: string }
  startedAt: number
  deadline?: number
  endedAt?: number
}

export function isJob(body: object): boolean {
  return 'jobId' in body && 'progress' in body
}

/** Rounded down: nothing is at 100 % before it is done. */
export function percentOf(view: JobView, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(Math.floor(view.progress * 100) / 100)
}

const mostRows = 20

/** A small result as names and values; undefined for what is shown as JSON. */
export function rowsOf(result: unknown): [string, string][] | undefined {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return undefined
  const rows = Object.entries(result)
  const isPlain = rows.every(([, value]) => value === null || typeof value !== 'object')
  return isPlain && rows.length > 0 && rows.length <= mostRows
    ? rows.map(([name, value]) => [name, String(value)])
    : undefined
}
