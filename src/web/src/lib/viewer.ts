import { breathe } from './breathe'
import { Store } from './storage'
import { loadTexts } from './allTexts'
import { type Texts } from './texts'
import { findToken, keepToken, tokenIn } from './tokens'

/**
 * The token for the page that is open: of its link, else of an earlier visit. It leaves the address as soon as it is kept, so that a
 * photo or a shared screen does not give it away.
 */
function takeToken(store: Store): string | undefined {
  const { pathname, search, hash } = location
  // The link opened once more on this very page.
  addEventListener('hashchange', () => {
    if (tokenIn(location.hash)) location.reload()
  })
  const token = tokenIn(hash)
  if (!token) return findToken(pathname, store)
  if (keepToken(pathname, token, store)) history.replaceState(null, '', pathname + search)
  return token
}

/** What shows the API a token. */
export function bearer(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {}
}

export interface ViewerSetup {
  id: string
  token: string | undefined
  /** Anybody may read it. */
  isOpen: boolean
  store: Store
  texts: Texts
}

/** A room or a job as it is watched. */
interface Watched {
  isHidden: boolean
  /** Done once there is something to show, or nothing to be had. */
  readonly isKnown: Promise<void>
  start(): void
}

/** Brings the page to life. What the server drew, for it is open to all, stands until the living one can take its place. */
export async function watch<State extends Watched>(
  make: (setup: ViewerSetup) => State,
  show: (target: HTMLElement, state: State) => void,
): Promise<void> {
  const target = document.querySelector<HTMLElement>('#app')
  const { id, open } = target?.dataset ?? {}
  if (!target || !id) return
  const store = new Store()
  const token = takeToken(store)
  const state = make({ id, token, isOpen: open !== undefined, store, texts: await loadTexts() })
  if (token === undefined && open === undefined) state.isHidden = true
  else state.start()
  if (!state.isHidden) await state.isKnown
  await breathe()
  target.replaceChildren()
  show(target, state)
}
