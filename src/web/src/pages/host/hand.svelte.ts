import { post, type Problem, type Result } from '../../lib/api'
import type { HostKey } from '../../lib/hosts'
import { Outbox } from '../../lib/outbox'
import { waitText } from '../../lib/quotes'
import type { Store } from '../../lib/storage'
import type { Texts, TextKey } from '../../lib/texts'
import type { RecentRow } from '../../lib/views'
import { isCall, isEnding, newCommand, type Action, type Command } from './commands'
import type { Line, Row } from './line'
import { refusalOf, whoIs } from './words'

export interface HandSetup {
  key: HostKey
  store: Store
  texts: Texts
  serverNow: () => number
  /** The server has answered a command, so its view has changed. */
  onAnswer: () => void
}

interface Answer {
  ticket: number
  estimatedLowMs: number
  estimatedHighMs: number
  party?: { rev: number }
  nowServing?: { rev: number } | null
}

/** A call that can still be taken back with one tap, and its version once the server has told it. */
interface Calling {
  command: Command
  until: number
  rev?: number
}

const undoMs = 6000
const saidMs = 8000
const doubleTapMs = 400

/** What the host does to the line: shown at once, sent when it can be, and taken back. */
export class Hand {
  /** Commands that wait for the network or for their answer. */
  waiting = $state.raw<Command[]>([])
  /** What ends a party, until it is sent. */
  held = $state.raw<Command | undefined>()
  calling = $state.raw<Calling | undefined>()
  said = $state.raw<{ text: string; until: number } | undefined>()
  refusals = $state.raw<string[]>([])

  /** Everything that the server's view does not show yet, in order. */
  readonly commands: Command[] = $derived.by(() =>
    [...this.#done, ...this.waiting, ...(this.held ? [this.held] : [])].filter(
      ({ key }) => !this.#unwanted.includes(key),
    ),
  )

  // Answered, but not yet in a view that was asked for afterwards.
  #done = $state.raw<Command[]>([])
  // On their way, and to be taken back as soon as they are answered.
  #unwanted = $state.raw<string[]>([])
  #lastTap = 0
  #heldTimer: ReturnType<typeof setTimeout> | undefined
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
    window.addEventListener('pagehide', () => this.#release())
    this.#outbox.start()
  }

  call(row: Row): void {
    this.#act('call', row, { partyId: row.id })
  }

  /** With the version of the call that the host saw, so that two devices call again only once. */
  callAgain(row: Row): void {
    this.#act('call', row, { partyId: row.id, rev: row.rev }, 'host.didAgain')
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

  /** Done with the party being served, the next one please. */
  advance({ serving, waiting }: Line): void {
    const next = waiting[0]
    if (serving) this.#act('advance', next ?? serving, { servedParty: serving.id })
    else if (next) this.call(next)
  }

  /** A called party waits on, one that has ended comes back to its old place. */
  takeBack(row: Row | RecentRow): void {
    const mine = [...this.waiting].reverse().find((command) => command.row?.id === row.id)
    if (this.held?.row?.id === row.id) this.undo()
    else if (mine) this.#unsend(mine)
    else if (!('pending' in row))
      this.#act(
        'restore',
        row,
        { partyId: row.id, rev: row.rev },
        'endedAt' in row ? 'host.didRestore' : 'host.didTakeBack',
      )
  }

  add(name: string, size: number): void {
    const body = { size, ...(name ? { name } : {}) }
    const who = name || this.#setup.texts.count('common.people', size)
    this.#outbox.add(newCommand('join', body, who, this.#setup.serverNow()))
  }

  /** Takes back what was tapped last. */
  undo(): void {
    const { held, calling } = this
    this.letGo()
    this.calling = undefined
    if (!held && calling) this.#unsend(calling.command, calling.rev)
  }

  /** Forgets what was not sent yet because it ends a party. */
  letGo(): void {
    clearTimeout(this.#heldTimer)
    this.held = undefined
  }

  /** The queue has closed. */
  clear(): void {
    this.#outbox.clear()
  }

  /** A view was asked for after the last answer. */
  seen(): void {
    this.#done = []
  }

  dismiss(): void {
    this.refusals = []
  }

  // The row under the finger moves with the tap, so a second one at once would hit another party.
  #act(action: Action, row: Row | RecentRow, body: Command['body'], said?: TextKey): void {
    const { texts, serverNow } = this.#setup
    const now = Date.now()
    if (now - this.#lastTap < doubleTapMs) return
    this.#lastTap = now
    this.#release()
    const command = newCommand(action, body, whoIs(row, texts), serverNow(), row)
    this.calling = isCall(command) ? { command, until: now + undoMs } : undefined
    this.said = said && { text: texts.say(said, { who: command.who }), until: now + saidMs }
    if (isEnding(action)) {
      this.held = command
      this.#heldTimer = setTimeout(() => this.#release(), undoMs)
    } else {
      this.#outbox.add(command)
    }
  }

  #release(): void {
    const { held } = this
    if (held) this.#outbox.add(held)
    this.letGo()
  }

  // What the server may have is let through and taken back at once, with the version that it made.
  #unsend(command: Command, rev?: number): void {
    if (this.#outbox.drop(command.key)) return
    if (rev === undefined) this.#unwanted = [...this.#unwanted, command.key]
    else this.#restore(command, rev)
  }

  #restore({ row, who }: Command, rev: number | undefined): void {
    const body = { ...(row ? { partyId: row.id } : {}), ...(rev === undefined ? {} : { rev }) }
    this.#outbox.add(newCommand('restore', body, who, this.#setup.serverNow(), row))
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

  #take(command: Command, answer: Answer, isUnwanted: boolean): void {
    this.#done = [...this.#done, command]
    if (command.action === 'join') this.#tell(command, answer)
    const rev = answer.party?.rev ?? answer.nowServing?.rev
    if (isUnwanted) this.#restore(command, rev)
    else if (this.calling?.command.key === command.key && rev !== undefined)
      this.calling = { ...this.calling, rev }
  }

  #tell({ who }: Command, { ticket, estimatedLowMs, estimatedHighMs }: Answer): void {
    const { texts } = this.#setup
    const wait = waitText(estimatedLowMs, estimatedHighMs, texts)
    this.said = { text: texts.say('host.added', { who, ticket, wait }), until: Date.now() + saidMs }
  }

  #refuse(command: Command, problem: Problem): void {
    if (this.calling?.command.key === command.key) this.calling = undefined
    this.said = undefined
    this.refusals = [...this.refusals, refusalOf(command, problem, this.#setup.texts)]
  }
}
