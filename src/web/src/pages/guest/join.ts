import { post } from '../../lib/api'
import { loadGuestTexts } from '../../lib/guestTexts'
import type { Joined } from '../../lib/views'

/** Gives the server's plain form its buttons for the size and, unless it is a kiosk, joins without leaving the page. */
export function enhanceJoin(form: HTMLFormElement, joined?: (answer: Joined) => void): void {
  enhanceStepper(form)
  if (!joined) return
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void join(form, joined)
  })
}

function enhanceStepper(form: HTMLFormElement): void {
  const size = form.elements.namedItem('size') as HTMLInputElement
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-step]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      const next = (Number(size.value) || 1) + Number(button.dataset['step'])
      size.value = String(Math.min(Number(size.max), Math.max(1, next)))
    })
  }
}

async function join(form: HTMLFormElement, joined: (answer: Joined) => void): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('[type=submit]')
  const complaint = form.querySelector<HTMLElement>('.error')
  const texts = await loadGuestTexts()
  if (!button || button.disabled) return
  const label = button.textContent
  button.disabled = true
  button.textContent = texts.say('join.sending')
  // The form brings its own key, so that the same form sent twice is one party, with script or without.
  const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  const answer = await post<Joined>(form.action, fields, { key: fields.get('key') ?? '' })
  if (answer.ok) {
    joined(answer.body)
    return
  }
  button.disabled = false
  button.textContent = label
  if (!complaint) return
  const { code, fields: wrong } = answer.problem
  const size = form.elements.namedItem('size') as HTMLInputElement
  complaint.textContent =
    wrong && 'name' in wrong
      ? texts.say('error.name')
      : code === 'size_out_of_range' || (wrong && 'size' in wrong)
        ? texts.say('error.size_out_of_range', { max: Number(size.max) })
        : texts.problem(code)
  complaint.hidden = false
}
