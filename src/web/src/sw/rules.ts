/** An alert as the server sends it. */
export interface Alert {
  title: string
  body: string
  url: string
  kind: string
  tag: string
  receipt: string
  renotify: boolean
}

/** A push must show something, so what cannot be read becomes a plain alert. */
export function parsePayload(text: string | undefined): Alert {
  let given: Partial<Record<keyof Alert, unknown>> = {}
  try {
    given = (JSON.parse(text ?? '') ?? {}) as typeof given
  } catch {
    // Shown as a plain alert.
  }
  const words = (name: keyof Alert, otherwise: string) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? value : otherwise
  }
  const tag = words('tag', '')
  return {
    title: words('title', 'Queue'),
    body: words('body', ''),
    url: words('url', '/'),
    kind: words('kind', ''),
    tag,
    receipt: words('receipt', ''),
    // Without a tag there is nothing to replace, and browsers refuse the combination.
    renotify: tag !== '' && given.renotify !== false,
  }
}

/** A call stays on the screen until somebody reacts. */
export function isCall(kind: string): boolean {
  return kind === 'called' || kind === 'called_again'
}

interface Asked {
  method: string
  mode: string
  url: string
}

/** What is kept on the phone: built files, which never change, and guest and host pages (no names in them) for when there is no network. Never an answer of the API. */
export function strategyOf({ method, mode, url }: Asked, origin: string): 'asset' | 'page' | undefined {
  const address = new URL(url)
  if (method !== 'GET' || address.origin !== origin) return undefined
  if (/^\/(assets|icons)\//.test(address.pathname)) return 'asset'
  return mode === 'navigate' && /^\/(q|host)\/[A-Z0-9]{6}$/.test(address.pathname) && address.search === ''
    ? 'page'
    : undefined
}
