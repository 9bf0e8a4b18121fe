import { textsOf, type Catalogue, type Texts } from './texts'

const catalogues = import.meta.glob<Catalogue>('../texts/*.json', { import: 'default', query: '?guest' })

/** The words of a guest's pages; those of hosts, owners and managers stay behind. */
export function loadGuestTexts(): Promise<Texts> {
  return textsOf(catalogues)
}
