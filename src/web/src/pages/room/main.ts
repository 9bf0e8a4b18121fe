import '../../styles'
import './room.css'
import { mount } from 'svelte'
import { breathe } from '../../lib/breathe'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/texts'
import { takeToken } from '../../lib/viewer'
import Room from './Room.svelte'
import { RoomState } from './state.svelte'

// The server drew a room that is open to all; it stands until the living one can take its place.
const target = document.querySelector<HTMLElement>('#app')
const { id, open } = target?.dataset ?? {}

if (target && id) void show(target, id)

async function show(target: HTMLElement, id: string): Promise<void> {
  const store = new Store()
  const token = takeToken(store)
  const texts = await loadTexts()
  const room = new RoomState({ id, token, isOpen: open !== undefined, store, texts })
  if (token === undefined && open === undefined) room.isHidden = true
  else room.start()
  if (!room.isHidden) await room.isKnown
  await breathe()
  target.replaceChildren()
  mount(Room, { target, props: { room } })
}
