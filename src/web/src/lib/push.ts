import { post } from './api'

/** How alerts stand on this phone. Never "on" unless browser and server both have the subscription. */
export type PushState = 'unsupported' | 'insecure' | 'iphone' | 'denied' | 'ask' | 'on' | 'failed'

/** Where the server is told which browser wants alerts, and about what. */
export interface PushAddress {
  url: string
  /** Names what the alerts are about, where the address does not. */
  body?: object
  headers?: Record<string, string>
}

interface Device {
  isSecure: boolean
  userAgent: string
  touchPoints: number
  hasPush: boolean
  permission: NotificationPermission | undefined
}

function thisDevice(): Device {
  return {
    isSecure: isSecureContext,
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    hasPush: 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window,
    permission: 'Notification' in window ? Notification.permission : undefined,
  }
}

/** What this phone can do before anything was asked. iPhones have push only for pages on the home screen. */
export function capability(device: Device = thisDevice()): PushState {
  const isApple =
    /iPhone|iPad|iPod/.test(device.userAgent) ||
    (device.userAgent.includes('Macintosh') && device.touchPoints > 1)
  if (!device.isSecure) return 'insecure'
  if (!device.hasPush) return isApple ? 'iphone' : 'unsupported'
  return device.permission === 'denied' ? 'denied' : 'ask'
}

/** Asks for permission and subscribes; must be called by a tap. */
export async function turnOn(
  address: PushAddress,
  language: string,
  allowed?: () => void,
): Promise<{ state: PushState; endpoint?: string }> {
  if ((await Notification.requestPermission()) !== 'granted') return { state: capability() }
  allowed?.()
  return subscribe(address, language)
}

/** The subscription may be gone or another one since the last visit: compared at every start. */
export async function check(
  address: PushAddress,
  known: string | undefined,
  language: string,
): Promise<{ state: PushState; endpoint?: string }> {
  const state = capability()
  if (state !== 'ask' || known === undefined || Notification.permission !== 'granted') return { state }
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription?.endpoint === known ? { state: 'on', endpoint: known } : subscribe(address, language)
}

export async function turnOff({ url, body, headers }: PushAddress, endpoint: string): Promise<void> {
  await post(`${url}/unsubscribe`, { ...body, endpoint }, { headers })
}

/** Asks the server for a test alert; gives the error code when it refuses. */
export async function sendTest({ url, body, headers }: PushAddress): Promise<string | undefined> {
  const sent = await post(`${url}/test`, body ?? {}, { attempts: 1, headers })
  return sent.ok ? undefined : sent.problem.code
}

async function subscribe(
  { url, body, headers }: PushAddress,
  language: string,
): Promise<{ state: PushState; endpoint?: string }> {
  try {
    const registration = await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
    const { publicKey } = (await (await fetch('/api/push/vapid')).json()) as { publicKey: string | null }
    if (!publicKey) return { state: 'failed' }
    const key = bytesOf(publicKey)
    const old = await registration.pushManager.getSubscription()
    // A subscription belongs to one server key; another one would be refused.
    if (old && !sameBytes(old.options.applicationServerKey, key)) await old.unsubscribe()
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    })
    const asked = { ...body, subscription: subscription.toJSON(), language }
    const told = await post(`${url}/subscribe`, asked, { headers })
    return told.ok ? { state: 'on', endpoint: subscription.endpoint } : { state: 'failed' }
  } catch {
    return { state: 'failed' }
  }
}

export function bytesOf(base64Url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  )
}

function sameBytes(a: ArrayBuffer | null, b: Uint8Array): boolean {
  const bytes = new Uint8Array(a ?? new ArrayBuffer(0))
  return bytes.length === b.length && bytes.every((byte, i) => byte === b[i])
}
