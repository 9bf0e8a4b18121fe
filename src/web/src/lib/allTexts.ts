import { textsOf, type Catalogue, type Texts } from './texts'

const catalogues = import.meta.glob<Catalogue>('../texts/*.json', { import: 'default' })

/** The words of all pages. */
export function loadTexts(): Promise<Texts> {
  return textsOf(catalogues)
}
