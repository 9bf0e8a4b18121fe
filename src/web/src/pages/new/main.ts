import '../../styles'
import { newKey, post } from '../../lib/api'
import { loadTexts } from '../../lib/allTexts'

interface Created {
  hostUrl: string
}

const form = document.querySelector<HTMLFormElement>('#new')
const complaint = document.querySelector<HTMLElement>('#complaint')
const button = form?.querySelector('button')

// The same key until the form changes: a double tap opens one waitlist.
let key = newKey()
form?.addEventListener('input', () => (key = newKey()))
form?.addEventListener('submit', (event) => {
  event.preventDefault()
  void open(form)
})
if (button) button.disabled = false

async function open(form: HTMLFormElement): Promise<void> {
  const texts = await loadTexts()
  if (button) button.disabled = true
  const result = await post<Created>('/api/queue/create', bodyOf(new FormData(form)), { key })
  if (result.ok) {
    location.assign(result.body.hostUrl)
    return
  }
  if (button) button.disabled = false
  if (!complaint) return
  complaint.hidden = false
  const fields = result.problem.fields ?? {}
  complaint.textContent =
    'eventName' in fields ? texts.say('new.nameMissing') : texts.problem(result.problem.code)
  complaint.scrollIntoView({ block: 'nearest' })
}

function bodyOf(data: FormData): object {
  const text = (name: string) => (data.get(name) as string | null)?.trim() || undefined
  return {
    preset: text('preset'),
    eventName: text('eventName'),
    location: text('location'),
    maxGuests: Number(text('maxGuests') ?? 100),
    closeTime: text('closeTime'),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
