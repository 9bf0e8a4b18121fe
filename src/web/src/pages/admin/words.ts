import type { TextKey } from '../../lib/texts'

/** The metrics that have a name in words, in the order of docs/analytics.md. */
export const metricNames: Record<string, TextKey> = {
  parties_joined: 'admin.m.parties_joined',
  people_joined: 'admin.m.people_joined',
  mistakes: 'admin.m.mistakes',
  actual_wait: 'admin.m.actual_wait',
  actual_wait_seated: 'admin.m.actual_wait_seated',
  quoted_wait: 'admin.m.quoted_wait',
  host_promise: 'admin.m.host_promise',
  host_promise_change: 'admin.m.host_promise_change',
  quote_accuracy: 'admin.m.quote_accuracy',
  quote_late: 'admin.m.quote_late',
  quote_very_late: 'admin.m.quote_very_late',
  quote_early: 'admin.m.quote_early',
  quote_error: 'admin.m.quote_error',
  resized: 'admin.m.resized',
  response_time: 'admin.m.response_time',
  response_within_grace: 'admin.m.response_within_grace',
  walk_away_rate: 'admin.m.walk_away_rate',
  abandon_rate: 'admin.m.abandon_rate',
  still_here: 'admin.m.still_here',
  no_show_rate: 'admin.m.no_show_rate',
  drop_off_rate: 'admin.m.drop_off_rate',
  lost_covers: 'admin.m.lost_covers',
  restored: 'admin.m.restored',
  calls_undone: 'admin.m.calls_undone',
  served_per_hour: 'admin.m.served_per_hour',
  people_served_per_hour: 'admin.m.people_served_per_hour',
  served_peak_hour: 'admin.m.served_peak_hour',
  skips: 'admin.m.skips',
  held: 'admin.m.held',
  moved: 'admin.m.moved',
  line_length: 'admin.m.line_length',
  snooze_use: 'admin.m.snooze_use',
  snooze_time: 'admin.m.snooze_time',
  snooze_seated: 'admin.m.snooze_seated',
  push_prompted: 'admin.m.push_prompted',
  push_granted: 'admin.m.push_granted',
  push_subscribed: 'admin.m.push_subscribed',
  push_sent: 'admin.m.push_sent',
  push_shown: 'admin.m.push_shown',
  push_answered: 'admin.m.push_answered',
  call_to_answer: 'admin.m.call_to_answer',
  joining_paused: 'admin.m.joining_paused',
}

/** What a manager looks at first. */
export const tileNames = [
  'parties_joined',
  'people_joined',
  'actual_wait',
  'quote_accuracy',
  'served_per_hour',
  'no_show_rate',
  'abandon_rate',
  'push_shown',
]

/** What is set against the span before, and side by side between venues. */
export const sideNames = [
  'parties_joined',
  'actual_wait',
  'quote_accuracy',
  'quote_very_late',
  'walk_away_rate',
  'abandon_rate',
  'no_show_rate',
  'served_per_hour',
]

/** What hosts do, in the order of an evening. */
export const actNames: Record<string, TextKey> = {
  added: 'admin.a.added',
  declined: 'admin.a.declined',
  called: 'admin.a.called',
  served: 'admin.a.served',
  no_show: 'admin.a.no_show',
  kicked: 'admin.a.kicked',
  restored: 'admin.a.restored',
  held: 'admin.a.held',
  moved: 'admin.a.moved',
  undone: 'admin.a.undone',
}

/** What explains a call out of turn. */
export const skipNames: Record<string, TextKey> = {
  held: 'admin.skip.held',
  moved: 'admin.skip.moved',
  size: 'admin.skip.size',
  none: 'admin.skip.none',
}
