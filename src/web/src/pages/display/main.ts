import '../../styles'
import './display.css'
import { mount } from 'svelte'
import { renewDevice } from '../../lib/devices'
import { tokenOf } from '../../lib/hosts'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/allTexts'
import Display from './Display.svelte'
import { DisplayState } from './state.svelte'

const renewMs = 24 * 3_600_000
const target = document.querySelector<HTMLElement>('#app')
const { code, name = '', by, most, join = '' } = target?.dataset ?? {}

if (target && code) void show(target, code)

async function show(target: HTMLElement, code: string): Promise<void> {
  const store = new Store()
  const token = takeToken(code, store)
  const display = new DisplayState({
    code,
    name,
    bySize: by === 'size',
    maxPartySize: Number(most),
    joinUrl: join,
    store,
    token,
    texts: await loadTexts(),
  })
  target.replaceChildren()
  mount(Display, { target, props: { display } })
  display.start()
  if (!token) return
  void renew(code, store, token)
  setInterval(() => void renew(code, store, token), renewMs)
}

// A display of a venue is opened once with its token, which then leaves the address.
function takeToken(code: string, store: Store): string | undefined {
  const shown = tokenOf(location.hash)
  if (shown && store.write(nameOf(code), shown)) history.replaceState(null, '', `/display/${code}`)
  const kept = shown ?? store.read(nameOf(code))
  return typeof kept === 'string' ? kept : undefined
}

// For the next time that the page is opened; what it shows now stays good for a while.
async function renew(code: string, store: Store, token: string): Promise<void> {
  const kept = store.read(nameOf(code))
  const renewed = await renewDevice(typeof kept === 'string' ? kept : token)
  if (renewed) store.write(nameOf(code), renewed.hostAuthToken)
}

function nameOf(code: string): string {
  return `queue.display.${code}`
}
