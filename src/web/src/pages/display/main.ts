import '../../styles'
import './display.css'
import { mount } from 'svelte'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/allTexts'
import Display from './Display.svelte'
import { DisplayState } from './state.svelte'

const target = document.querySelector<HTMLElement>('#app')
const { code, name = '', by, most, join = '' } = target?.dataset ?? {}

if (target && code) void show(target, code)

async function show(target: HTMLElement, code: string): Promise<void> {
  const display = new DisplayState({
    code,
    name,
    bySize: by === 'size',
    maxPartySize: Number(most),
    joinUrl: join,
    store: new Store(),
    texts: await loadTexts(),
  })
  target.replaceChildren()
  mount(Display, { target, props: { display } })
  display.start()
}
