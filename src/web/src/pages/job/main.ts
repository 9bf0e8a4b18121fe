import '../../styles'
import './job.css'
import { mount } from 'svelte'
import { watch } from '../../lib/viewer'
import Job from './Job.svelte'
import { JobState } from './state.svelte'

void watch(
  (setup) => new JobState(setup),
  (target, job) => mount(Job, { target, props: { job } }),
)
