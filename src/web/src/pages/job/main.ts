import '../../styles'
import './job.css'
import { mount } from 'svelte'
import { breathe } from '../../lib/breathe'
import { Store } from '../../lib/storage'
import { loadTexts } from '../../lib/texts'
import { takeToken } from '../../lib/viewer'
import Job from './Job.svelte'
import { JobState } from './state.svelte'

// The server drew a job that is open to all; it stands until the living one can take its place.
const target = document.querySelector<HTMLElement>('#app')
const { id, open } = target?.dataset ?? {}

if (target && id) void show(target, id)

async function show(target: HTMLElement, id: string): Promise<void> {
  const store = new Store()
  const token = takeToken(store)
  const texts = await loadTexts()
  const job = new JobState({ id, token, isOpen: open !== undefined, store, texts })
  if (token === undefined && open === undefined) job.isHidden = true
  else job.start()
  if (!job.isHidden) await job.isKnown
  await breathe()
  target.replaceChildren()
  mount(Job, { target, props: { job } })
}
