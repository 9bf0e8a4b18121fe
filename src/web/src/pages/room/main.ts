import '../../styles'
import './room.css'
import { mount } from 'svelte'
import { watch } from '../../lib/viewer'
import Room from './Room.svelte'
import { RoomState } from './state.svelte'

void watch(
  (setup) => new RoomState(setup),
  (target, room) => mount(Room, { target, props: { room } }),
)
