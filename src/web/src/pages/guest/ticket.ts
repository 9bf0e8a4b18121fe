import { mount } from 'svelte'
import { breathe } from '../../lib/breathe'
import { loadGuestTexts } from '../../lib/guestTexts'
import { TicketState, type TicketSetup } from './state.svelte'
import TicketView from './Ticket.svelte'

export async function mountTicket(root: HTMLElement, setup: TicketSetup): Promise<void> {
  const texts = await loadGuestTexts()
  const state = new TicketState(setup)
  await breathe()
  state.start()
  await breathe()
  // Slow to make, and needed for the view that is on its way.
  texts.clock(0)
  // The ticket that the server drew stands until the living one can take its place.
  if (root.dataset['party'] && !state.view) await state.isKnown
  await breathe()
  root.closest('main')?.setAttribute('aria-busy', 'true')
  root.replaceChildren()
  mount(TicketView, { target: root, props: { guest: state, texts } })
}
