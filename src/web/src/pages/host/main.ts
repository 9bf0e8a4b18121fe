import '../../styles'
import '../../styles/numbers.css'
import './host.css'
import './rows.css'
import './sheet.css'
import { mount } from 'svelte'
import { breathe } from '../../lib/breathe'
import { openHosts, findHost, keepHost, tokenOf } from '../../lib/hosts'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/allTexts'
import Host from './Host.svelte'
import Hosts from './Hosts.svelte'
import { HostState } from './state.svelte'

const target = document.querySelector<HTMLElement>('#app')
const { code, name = '', by, most, join = '' } = target?.dataset ?? {}
const store = new Store()

if (target) void show(target)

async function show(target: HTMLElement): Promise<void> {
  const texts = await loadTexts()
  if (!code) {
    target.replaceChildren()
    mount(Hosts, { target, props: { hosts: openHosts(store, Date.now()), texts } })
    return
  }

  const key = takeKey(code)
  const host = new HostState({
    key: key ?? { code, token: '', name, at: 0 },
    bySize: by === 'size',
    maxPartySize: Number(most) || 20,
    joinUrl: join,
    store,
    texts,
  })
  host.isDenied = key === undefined
  await breathe()
  target.replaceChildren()
  mount(Host, { target, props: { host } })
  if (!key) return
  await breathe()
  host.start()
}

// The token leaves the address as soon as it is kept, so that a photo or a shared screen does not give it away.
function takeKey(code: string) {
  const token = tokenOf(location.hash)
  if (!token) return findHost(code, store, Date.now())
  const key = { code, token, name, at: Date.now() }
  if (keepHost(key, store, Date.now())) history.replaceState(null, '', `/host/${code}`)
  return key
}
