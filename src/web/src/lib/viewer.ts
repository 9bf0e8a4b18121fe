import type { Store } from './storage'
import { findToken, keepToken, tokenIn } from './tokens'

/**
 * The token for the page that is open: of its link, else of an earlier visit. It leaves the address as soon as it is kept, so that a
 * photo or a shared screen does not give it away.
 */
export function takeToken(store: Store): string | undefined {
  const { pathname, search, hash } = location
  // The link opened once more on this very page.
  addEventListener('hashchange', () => {
    if (tokenIn(location.hash)) location.reload()
  })
  const token = tokenIn(hash)
  if (!token) return findToken(pathname, store)
  if (keepToken(pathname, token, store)) history.replaceState(null, '', pathname + search)
  return token
}

/** What shows the API a token. */
export function bearer(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {}
}
