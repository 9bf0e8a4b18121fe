import type { Problem } from '../../lib/api'
import type { Texts, TextKey } from '../../lib/texts'
import type { RecentRow } from '../../lib/views'
import type { Action, Command } from './commands'
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
  snoozed: 'host.alreadyExtended',
  call_taken_back: 'host.alreadyTakenBack',
  restored: 'host.alreadyBack',
}

const did: Partial<Record<Action, TextKey>> = {
  call: 'host.didCall',
  advance: 'host.didCall',
  'no-show': 'host.didNoShow',
  kick: 'host.didRemove',
  hold: 'host.didHold',
  unhold: 'host.didUnhold',
  'more-time': 'host.didMore',
  edit: 'host.didEdit',
  move: 'host.didMove',
  decline: 'host.didDecline',
  pause: 'host.didPause',
  resume: 'host.didResume',
}

/** What the host did, in words. */
export function didOf(
  { action, body, who, row }: Command,
  bySize: boolean,
  texts: Texts,
): string | undefined {
  const isEnded = row !== undefined && 'endedAt' in row
  const own: Partial<Record<Action, TextKey>> = {
    seat: bySize ? 'host.didSeat' : 'host.doneOnly',
    restore: isEnded ? 'host.didRestore' : 'host.didTakeBack',
    announce: body.text === undefined ? 'host.didAnnounceEnd' : 'host.didAnnounce',
    ...(action === 'call' && body.rev !== undefined ? { call: 'host.didAgain' } : {}),
  }
  const key = own[action] ?? did[action]
  return key && texts.say(key, { who, done: who })
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

/** Why what the host asked for was not done, and on which device somebody was faster. */
export function refusalOf({ who, action }: Command, problem: Problem, texts: Texts): string {
  const text = reasonOf(who, action, problem, texts)
  return problem.device ? texts.say('host.byDevice', { text, device: problem.device }) : text
}

function reasonOf(who: string, action: Action, problem: Problem, texts: Texts): string {
  if (problem.code === 'party_changed')
    return texts.say(changes[problem.action ?? ''] ?? 'host.alreadyChanged', { who })
  const isName = action === 'add' && problem.fields !== undefined
  const reason = isName ? texts.say('error.name') : texts.problem(problem.code)
  return who ? texts.say('host.refused', { who, reason }) : reason
}
