import { post, type Problem, type Result } from '../../lib/api'
import type { HostKey } from '../../lib/hosts'
import { Outbox } from '../../lib/outbox'
import { waitText } from '../../lib/quotes'
import type { Store } from '../../lib/storage'
import type { Texts } from '../../lib/texts'
import type { HostRow, RecentRow } from '../../lib/views'
import { newCommand, type Action, type Body, type Command, type Details } from './commands'
import type { Line, Row } from './line'
import { didOf, refusalOf, whoIs } from './words'

export interface HandSetup {
  key: HostKey
  store: Store
  texts: Texts
  /** Guests are seated at tables and not served at a counter. */
  bySize: boolean
  serverNow: () => number
  /** The server has answered a command, so its view has changed. */
  onAnswer: () => void
}

interface Answer {
  party?: HostRow
  undo?: { version: number }
}

/** What was done last, while one tap takes it back; its version once the server has told it. */
interface Last {
  command: Command
  until: number
  version?: number
}

const undoMs = 10_000
const saidMs = 8000

/** What the host does to the line: shown at once, sent when it can be, and taken back. */
export class Hand {
  /** Commands that wait for the network or for their answer. */
  waiting = $state.raw<Command[]>([])
  last = $state.raw<Last | undefined>()
  said = $state.raw<{ text: string; until: number } | undefined>()
  refusals = $state.raw<string[]>([])

  /** Everything that the server's view does not show yet, in order. */
  readonly commands: Command[] = $derived.by(() =>
    [...this.#done, ...this.waiting].filter(({ key }) => !this.#unwanted.includes(key)),
  )

  // Answered, but not yet in a view that was asked for afterwards.
  #done = $state.raw<Command[]>([])
  // On their way, and to be taken back as soon as they are answered.
  #unwanted = $state.raw<string[]>([])
  readonly #setup: HandSetup
  readonly #outbox: Outbox<Command>

  constructor(setup: HandSetup) {
    this.#setup = setup
    this.#outbox = new Outbox<Command>({
      store: setup.store,
      name: `queue.host.${setup.key.code}.outbox`,
      send: (command) => this.#send(command),
      onChange: (waiting) => (this.waiting = waiting),
      onDone: (command, result) => this.#finish(command, result),
    })
  }

  start(): void {
    this.#outbox.start()
  }

  call(row: Row): void {
    this.#act('call', row, { partyId: row.id })
  }

  /** With the version of the call that the host saw, so that two devices call again only once. */
  callAgain(row: Row): void {
    this.#act('call', row, { partyId: row.id, rev: row.rev })
  }

  seat(row: Row): void {
    this.#act('seat', row, { partyId: row.id })
  }

  /** With the version that the host saw: a guest who has just said "I'm here" is no no-show. */
  noShow(row: Row): void {
    this.#act('no-show', row, { partyId: row.id, ...(row.pending ? {} : { rev: row.rev }) })
  }

  remove(row: Row): void {
    this.#act('kick', row, { partyId: row.id })
  }

  hold(row: Row): void {
    this.#act(row.heldAt === undefined ? 'hold' : 'unhold', row, { partyId: row.id })
  }

  moreTime(row: Row): void {
    this.#act('more-time', row, { partyId: row.id, minutes: 5 })
  }

  edit(row: Row, details: Details): void {
    this.#act('edit', row, { partyId: row.id, ...details })
  }

  /** Directly before another party, or to the end of the line. */
  move(row: Row, before: Row | undefined): void {
    this.#act('move', row, { partyId: row.id, ...(before ? { beforePartyId: before.id } : {}) })
  }

  /** Done with the party being served, the next one please. */
  advance({ serving, next }: Line): void {
    if (serving) this.#act('advance', next ?? serving, { servedParty: serving.id })
    else if (next) this.call(next)
  }

  /** A called party waits on, one that has ended comes back to its old place. */
  takeBack(row: Row | RecentRow): void {
    const mine = [...this.waiting].reverse().find((command) => command.row?.id === row.id)
    if (mine) this.#unsend(mine)
    else if (!('pending' in row)) this.#act('restore', row, { partyId: row.id, rev: row.rev })
  }

  add(details: Details, quoted?: { lowMs: number; highMs: number }): void {
    const { texts, serverNow } = this.#setup
    const body = { ...details, ...(quoted ? { quotedLowMs: quoted.lowMs, quotedHighMs: quoted.highMs } : {}) }
    const who = details.name ?? texts.count('common.people', details.size ?? 1)
    this.#outbox.add(newCommand('add', body, who, serverNow()))
  }

  decline(size: number, quotedHighMs: number): void {
    this.#note('decline', { size, quotedHighMs }, this.#setup.texts.count('common.people', size))
  }

  pause(isPaused: boolean): void {
    this.#note(isPaused ? 'pause' : 'resume', {})
  }

  /** Without a text, what was told is taken back. */
  announce(text?: string, minutes?: number): void {
    this.#note('announce', text === undefined ? {} : { text, ...(minutes ? { minutes } : {}) })
  }

  /** Takes back what was done last. */
  undo(): void {
    const { last } = this
    this.last = undefined
    if (last) this.#unsend(last.command, last.version)
  }

  /** The queue has closed. */
  clear(): void {
    this.#outbox.clear()
  }

  /** A view was asked for after the last answer. */
  seen(): void {
    this.#done = []
  }

  /** Says for a moment what was done. */
  say(text: string): void {
    this.said = { text, until: Date.now() + saidMs }
  }

  dismiss(): void {
    this.refusals = []
  }

  #act(action: Action, row: Row | RecentRow, body: Body): void {
    const seen = { ...row } as Row
    delete seen.pending
    this.#note(action, body, whoIs(row, this.#setup.texts), seen)
  }

  #note(action: Action, body: Body, who = '', row?: HostRow | RecentRow): void {
    const command = newCommand(action, body, who, this.#setup.serverNow(), row)
    this.last = { command, until: Date.now() + undoMs }
    this.said = undefined
    this.#outbox.add(command)
  }

  // What the server may have is let through and taken back at once, with the version that it made.
  #unsend(command: Command, version?: number): void {
    if (this.#outbox.drop(command.key)) return
    if (version === undefined) this.#unwanted = [...this.#unwanted, command.key]
    else this.#undo(command, version)
  }

  #undo({ row, who }: Command, version: number): void {
    this.#outbox.add(newCommand('undo', { version }, who, this.#setup.serverNow(), row))
  }

  #send({ action, body, key }: Command): Promise<Result<unknown>> {
    const { code, token } = this.#setup.key
    const headers = { 'x-host-auth': token }
    return post(`/api/queue/${code}/${action}`, body, { key, headers, attempts: 1 })
  }

  #finish(command: Command, result: Result<unknown>): void {
    const isUnwanted = this.#unwanted.includes(command.key)
    this.#unwanted = this.#unwanted.filter((key) => key !== command.key)
    if (result.ok) this.#take(command, (result.body ?? {}) as Answer, isUnwanted)
    else this.#refuse(command, result.problem)
    this.#setup.onAnswer()
  }

  #take(command: Command, { party, undo }: Answer, isUnwanted: boolean): void {
    this.#done = [...this.#done, command]
    if (command.action === 'add' && party) this.#tell(command, party, undo?.version)
    if (!undo) return
    if (isUnwanted) this.#undo(command, undo.version)
    else if (this.last?.command.key === command.key) this.last = { ...this.last, version: undo.version }
  }

  // The number is the server's, so what is said of a new party waits for it.
  #tell(command: Command, party: HostRow, version: number | undefined): void {
    const { texts } = this.#setup
    const wait = waitText(party.quotedLowMs, party.quotedHighMs, texts)
    this.say(texts.say('host.added', { who: command.who, ticket: party.ticket, wait }))
    if (version !== undefined) this.last = { command, until: Date.now() + undoMs, version }
  }

  #refuse(command: Command, problem: Problem): void {
    if (this.last?.command.key === command.key) this.last = undefined
    this.said = undefined
    this.refusals = [...this.refusals, refusalOf(command, problem, this.#setup.texts)]
  }

  /** What was done last, in words, while it can be taken back. */
  lastText(now: number): string | undefined {
    const { last, said } = this
    if (!last || last.until <= now) return undefined
    return last.command.action === 'add'
      ? said?.text
      : didOf(last.command, this.#setup.bySize, this.#setup.texts)
  }
}
