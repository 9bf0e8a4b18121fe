/// <reference lib="webworker" />
// The service worker: shows alerts, tells the server that they were shown, and keeps the guest page for places without network.
// It shares no code with the pages, so that it stays one file.
import { isCall, parsePayload, strategyOf } from './rules'

declare const self: ServiceWorkerGlobalScope

const assets = 'assets-1'
const pages = 'pages-1'
const mostAssets = 60

self.addEventListener('install', () => void self.skipWaiting())

self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('push', (event) => event.waitUntil(show(event.data?.text())))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data as { url: string; kind: string; receipt: string }))
})

self.addEventListener('message', (event) => {
  const { type, urls } = event.data as { type?: string; urls?: string[] }
  if (type === 'keep' && urls) event.waitUntil(keep(urls))
})

self.addEventListener('fetch', (event) => {
  const strategy = strategyOf(event.request, self.location.origin)
  if (strategy === 'asset') event.respondWith(fromCacheFirst(event.request))
  if (strategy === 'page') event.respondWith(fromNetworkFirst(event.request))
})

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== assets && name !== pages)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function show(text: string | undefined): Promise<void> {
  const alert = parsePayload(text)
  const options: NotificationOptions & { renotify: boolean; vibrate: number[] } = {
    body: alert.body,
    tag: alert.tag,
    renotify: alert.renotify,
    requireInteraction: isCall(alert.kind),
    vibrate: [200, 100, 200],
    icon: '/icons/192.png',
    data: { url: alert.url, kind: alert.kind, receipt: alert.receipt },
  }
  await self.registration.showNotification(alert.title, options)
  await report(alert.receipt, 'shown')
}

async function open({ url, kind, receipt }: { url: string; kind: string; receipt: string }): Promise<void> {
  const { pathname } = new URL(url, self.location.origin)
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = windows.find((client) => new URL(client.url).pathname === pathname)
  page?.postMessage({ type: 'notif-open' })
  // Only pages of this very server are opened, whatever the alert says.
  await (page ? page.focus() : self.clients.openWindow(pathname))
  await report(receipt, 'answered')
  await send('/api/track', { type: 'notif_click', meta: { kind } })
}

async function report(token: string, state: 'shown' | 'answered'): Promise<void> {
  if (token) await send('/api/push/receipt', { token, state })
}

async function send(url: string, body: object): Promise<void> {
  await fetch(url, { method: 'POST', body: JSON.stringify(body), keepalive: true }).catch(() => undefined)
}

// What a page had loaded before this worker served it.
async function keep(urls: string[]): Promise<void> {
  await Promise.allSettled(
    urls.map((url) => {
      const strategy = strategyOf({ method: 'GET', mode: 'navigate', url }, self.location.origin)
      if (strategy === 'asset') return fromCacheFirst(new Request(url))
      return strategy === 'page'
        ? fromNetworkFirst(new Request(url, { headers: { Accept: 'text/html' } }))
        : undefined
    }),
  )
}

async function fromCacheFirst(request: Request): Promise<Response> {
  const cache = await caches.open(assets)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
    const keys = await cache.keys()
    await Promise.all(keys.slice(0, Math.max(0, keys.length - mostAssets)).map((key) => cache.delete(key)))
  }
  return answer
}

async function fromNetworkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(pages)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(new URL(request.url).pathname, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match(new URL(request.url).pathname, { ignoreVary: true })
    if (kept) return kept
    throw error
  }
}
