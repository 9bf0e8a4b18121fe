import '../../styles'
import './guest.css'
import { Chime } from '../../lib/chime'
import { Store } from '../../lib/storage'
import { findTicket, fragmentOf, remember, type Ticket } from '../../lib/tickets'
import type { Joined } from '../../lib/views'
import { enhanceJoin } from './join'

// The server drew either the form or the ticket that the cookie names. Here the form learns to join without leaving the page, so
// that the tap on its button lets the page sound later, and the ticket comes alive.
const root = document.querySelector<HTMLElement>('#app')
const { code = '', party, session, place = '', name: venue = '', by, most } = root?.dataset ?? {}
const parameters = new URLSearchParams(location.search)
const store = new Store()
const chime = new Chime()

document.addEventListener('pointerdown', () => void chime.unlock())

if (root && code) {
  const ticket = parameters.has('new')
    ? undefined
    : findTicket(code, location.hash, { party, session }, store)
  const form = root.querySelector<HTMLFormElement>('#join')
  if (parameters.has('kiosk')) {
    if (form) enhanceJoin(form)
  } else if (ticket) {
    void show(root, ticket)
  } else if (form) {
    enhanceJoin(form, (joined) => take(root, joined))
    // So that joining needs nothing more from a slow network.
    addEventListener('load', () => void import('./ticket'), { once: true })
  }
}

function take(root: HTMLElement, { partyId, sessionId }: Joined): void {
  remember(code, { partyId, sessionId, joinedAt: Date.now() }, store)
  void show(root, { partyId, sessionId })
}

async function show(root: HTMLElement, ticket: Ticket): Promise<void> {
  // Another language shows the same ticket.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]'))
    link.hash = fragmentOf(ticket)
  const { mountTicket } = await import('./ticket')
  // The address carries the ticket: it survives being bookmarked, shared with the table, or put on the home screen.
  history.replaceState(null, '', `/q/${code}${fragmentOf(ticket)}`)
  await mountTicket(root, {
    code,
    venue,
    place,
    maxPartySize: Number(most) || 20,
    bySize: by === 'size',
    ticket,
    store,
    chime,
  })
}
