import { post } from '../../lib/api'
import { Poller } from '../../lib/poller'
import { ServerTime } from '../../lib/serverTime'
import { forgetToken } from '../../lib/tokens'
import { bearer, type ViewerSetup } from '../../lib/viewer'
import { isJob, type JobView } from './view'

const staleMs = 15_000
const waitSeconds = 8
// Several may follow with one token, and a job may change many times a second.
const leastPauseMs = 2000

/** A job as it is followed. */
export class JobState {
  readonly setup: ViewerSetup
  view = $state.raw<JobView | undefined>()
  token = $state<string | undefined>()
  freshAt = $state<number | undefined>()
  now = $state(Date.now())
  isHidden = $state(false)
  trouble = $state<string | undefined>()

  /** Done once there is something to show, or nothing to be had. */
  readonly isKnown: Promise<void>

  #known = () => {}
  #poller: Poller<JobView>

  constructor(setup: ViewerSetup) {
    this.setup = setup
    this.token = setup.token
    this.isKnown = new Promise((resolve) => (this.#known = resolve))
    this.#poller = this.#newPoller()
  }

  get isOver(): boolean {
    return this.view !== undefined && this.view.status !== 'running'
  }

  /** What is over stays as it is. */
  get isLive(): boolean {
    return this.isOver || (this.freshAt !== undefined && this.now - this.freshAt <= staleMs)
  }

  start(): void {
    setInterval(() => (this.now = Date.now()), 1000)
    this.#poller.start()
  }

  async cancel(): Promise<void> {
    const answer = await post(`${this.#url}/cancel`, {}, { headers: bearer(this.token) })
    this.trouble = answer.ok ? undefined : answer.problem.code
    this.#poller.refresh()
  }

  get #url(): string {
    return `/api/jobs/${this.setup.id}`
  }

  #newPoller(): Poller<JobView> {
    return new Poller<JobView>({
      url: this.#url,
      headers: bearer(this.token),
      time: new ServerTime(),
      isView: isJob,
      isUrgent: () => true,
      isFinal: (view) => view.status !== 'running',
      waitSeconds,
      slowestMs: leastPauseMs,
      onView: (view) => (this.view = view),
      onAsked: (freshAt) => {
        this.freshAt = freshAt ?? this.freshAt
        this.now = Date.now()
        this.#known()
      },
      onGone: () => this.#hide(),
      onDenied: () => this.#deny(),
    })
  }

  // A token that is no longer good does not keep anybody from what is open.
  #deny(): void {
    if (this.token) forgetToken(location.pathname, this.setup.store)
    if (!this.token || !this.setup.isOpen) {
      this.#hide()
      return
    }
    this.token = undefined
    this.#poller.stop()
    this.#poller = this.#newPoller()
    this.#poller.start()
  }

  #hide(): void {
    this.isHidden = true
    this.#poller.stop()
    this.#known()
  }
}
