import type { TextKey } from '../../lib/texts'

/** The metrics that have a name in words, in the order of docs/analytics.md. */
export const metricNames: Record<string, TextKey> = {
  parties_joined: 'admin.m.parties_joined',
  people_joined: 'admin.m.people_joined',
  actual_wait: 'admin.m.actual_wait',
  actual_wait_seated: 'admin.m.actual_wait_seated',
  quoted_wait: 'admin.m.quoted_wait',
  quote_accuracy: 'admin.m.quote_accuracy',
  quote_late: 'admin.m.quote_late',
  quote_very_late: 'admin.m.quote_very_late',
  quote_early: 'admin.m.quote_early',
  quote_error: 'admin.m.quote_error',
  response_time: 'admin.m.response_time',
  response_within_grace: 'admin.m.response_within_grace',
  abandon_rate: 'admin.m.abandon_rate',
  no_show_rate: 'admin.m.no_show_rate',
  drop_off_rate: 'admin.m.drop_off_rate',
  lost_covers: 'admin.m.lost_covers',
  restored: 'admin.m.restored',
  served_per_hour: 'admin.m.served_per_hour',
  people_served_per_hour: 'admin.m.people_served_per_hour',
  served_peak_hour: 'admin.m.served_peak_hour',
  skips: 'admin.m.skips',
  line_length: 'admin.m.line_length',
  push_subscribed: 'admin.m.push_subscribed',
  push_sent: 'admin.m.push_sent',
  push_shown: 'admin.m.push_shown',
  push_answered: 'admin.m.push_answered',
  call_to_answer: 'admin.m.call_to_answer',
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
