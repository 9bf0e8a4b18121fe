/** Has the service worker keep this page and what it was made of, for places without network. */
export async function keepOffline(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/sw.js')
    const { active } = await navigator.serviceWorker.ready
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name)
    active?.postMessage({ type: 'keep', urls: [location.origin + location.pathname, ...loaded] })
  } catch {
    // No service worker here, as on plain http.
  }
}
