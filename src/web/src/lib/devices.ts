import { post } from './api'

/** What a device of a venue was given when it renewed what it shows. */
export interface RenewedDevice {
  hostAuthToken: string
  hasPin: boolean
}

const device = /^([0-9a-f]{64})\.[mvd]\./

/** The venue whose device a token makes; nothing for a token of one queue. */
export function venueOf(token: string): string | undefined {
  return device.exec(token)?.[1]
}

/** Gets a device a new token; the old one stays good for a while. Nothing when that did not work: then it is tried again later. */
export async function renewDevice(token: string): Promise<RenewedDevice | undefined> {
  const renewed = await post<RenewedDevice>(
    '/api/pair/renew',
    {},
    { headers: { 'x-host-auth': token }, attempts: 1 },
  )
  return renewed.ok ? renewed.body : undefined
}
