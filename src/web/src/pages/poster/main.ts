import '../../styles'
import './poster.css'

const form = document.querySelector<HTMLFormElement>('#poster')
const sheet = document.querySelector<HTMLElement>('.sheet')
const inside = sheet?.querySelector<HTMLElement>('.sheet-in')
const [show, print] = ['#show', '#print'].map((id) => document.querySelector<HTMLButtonElement>(id))

if (form && sheet && inside && show && print) {
  show.hidden = true
  print.hidden = false
  print.addEventListener('click', () => window.print())
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('change', () => {
    change(new FormData(form), sheet, inside)
    // So that a reload and the back button show the same sheet.
    const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    history.replaceState(null, '', `?${query}`)
  })
}

// The server's sheet has every language; those that were not chosen are hidden.
function change(data: FormData, sheet: HTMLElement, inside: HTMLElement): void {
  const chosen = data.getAll('in').map(String)
  const languages = chosen.length > 0 ? chosen : [document.documentElement.lang]
  sheet.dataset['paper'] = String(data.get('paper'))
  inside.dataset['languages'] = String(languages.length)
  for (const text of inside.querySelectorAll<HTMLElement>('p[lang]'))
    text.hidden = !languages.includes(text.lang)
}
