import type { Problem } from '../../lib/api'
import type { Texts, TextKey } from '../../lib/texts'
import type { RecentRow } from '../../lib/views'
import type { Command } from './commands'
import type { Row } from './line'

/** A party as people speak of it. */
export function whoIs({ ticket, name, size }: Row | RecentRow, texts: Texts): string {
  if (ticket === 0) return name ?? texts.count('common.people', size)
  const number = texts.say('host.number', { ticket })
  return name ? `${number} ${name}` : number
}

const changes: Record<string, TextKey> = {
  called: 'host.alreadyCalled',
  seated: 'host.alreadySeated',
  left: 'host.alreadyLeft',
  kicked: 'host.alreadyRemoved',
  no_show: 'host.alreadyNoShow',
  declared_nearby: 'host.alreadyHere',
  call_extended: 'host.alreadyExtended',
  call_taken_back: 'host.alreadyTakenBack',
  restored: 'host.alreadyBack',
}

/** How a party ended, and when. */
export function endOf({ status, endedAt }: RecentRow, bySize: boolean, texts: Texts): string {
  const ends: Record<RecentRow['status'], TextKey> = {
    served: bySize ? 'host.wasSeated' : 'host.wasServed',
    no_show: 'host.wasNoShow',
    kicked: 'host.wasRemoved',
    left: 'host.wasLeft',
    closed: 'host.wasLeft',
  }
  return texts.say(ends[status], { time: texts.clock(endedAt) })
}

/** Why what the host asked for was not done. */
export function refusalOf({ who, action }: Command, problem: Problem, texts: Texts): string {
  const change = problem.code === 'party_changed' ? changes[problem.action ?? ''] : undefined
  if (change) return texts.say(change, { who })
  const reason = action === 'join' && problem.fields ? texts.say('error.name') : texts.problem(problem.code)
  return texts.say('host.refused', { who, reason })
}
