/** `Queue-Version: epoch.version`. The epoch rises only when a backup is restored. */
export interface Version {
  epoch: number
  version: number
}

export function parseVersion(header: string | null): Version | undefined {
  const match = /^(\d+)\.(\d+)$/.exec(header ?? '')
  return match ? { epoch: Number(match[1]), version: Number(match[2]) } : undefined
}

/** True when an answer is older than what is shown, and so must not be shown. */
export function isOlder(answer: Version | undefined, shown: Version | undefined): boolean {
  if (!answer || !shown) return false
  return answer.epoch === shown.epoch ? answer.version < shown.version : answer.epoch < shown.epoch
}
