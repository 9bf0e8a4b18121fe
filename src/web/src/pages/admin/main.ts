import '../../styles'
import './admin.css'
import { mount } from 'svelte'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/allTexts'
import Admin from './Admin.svelte'
import { AdminState } from './state.svelte'

const target = document.querySelector<HTMLElement>('#app')

if (target) void show(target)

async function show(target: HTMLElement): Promise<void> {
  const texts = await loadTexts()
  // The key lives as long as the tab: no later user of this computer finds it.
  const admin = new AdminState(new Store(() => sessionStorage), texts)
  target.replaceChildren()
  mount(Admin, { target, props: { admin } })
  admin.start()
}
