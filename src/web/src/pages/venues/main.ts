import '../../styles'
import '../../styles/numbers.css'
import './venues.css'
import { mount } from 'svelte'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/allTexts'
import { VenuesState } from './state.svelte'
import Venues from './Venues.svelte'

const target = document.querySelector<HTMLElement>('#app')

if (target) void show(target)

async function show(target: HTMLElement): Promise<void> {
  const texts = await loadTexts()
  // The key lives as long as the tab: no later user of this computer finds it.
  const owner = new VenuesState(new Store(() => sessionStorage), texts)
  target.replaceChildren()
  mount(Venues, { target, props: { owner } })
  owner.start()
}
