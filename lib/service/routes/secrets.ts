import { createHmac } from 'node:crypto'
import { config } from '../../config.ts'
import { type Provider, secretNames } from '../../notify/provider.ts'
import { SecretBox } from '../../notify/secret-box.ts'

let shared: SecretBox | undefined

export function secretBox(): SecretBox {
  shared ??= new SecretBox(config.secretsKeys)
  return shared
}

export type Settings = Record<string, unknown>

/** Settings as they are kept: what is secret apart from the rest. */
export function splitSettings(provider: Provider, settings: Settings): { open: Settings; secret: Settings } {
  const names = secretNames(provider.settings)
  const entries = Object.entries(settings)
  return {
    open: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    secret: Object.fromEntries(entries.filter(([name]) => names.includes(name))),
  }
}

const place = (routeId: number) => `route:${routeId}`

export function sealSettings(routeId: number, secret: Settings): string | null {
  return Object.keys(secret).length === 0 ? null : secretBox().seal(JSON.stringify(secret), place(routeId))
}

export function openSettings(routeId: number, sealed: string | null): Settings {
  return sealed === null ? {} : (JSON.parse(secretBox().open(sealed, place(routeId))) as Settings)
}

/** None where the configured keys do not open them: then they have to be entered again. The sender logs that. */
export function openableSettings(routeId: number, sealed: string | null): Settings {
  try {
    return openSettings(routeId, sealed)
  } catch {
    return {}
  }
}

/** The sealed text under the current key, or null when it has it already. */
export function resealed(routeId: number, sealed: string): string | null {
  const box = secretBox()
  return box.isOld(sealed) ? box.seal(box.open(sealed, place(routeId)), place(routeId)) : null
}

/** The same for routes that say the same to the same address with the same credentials; tells nothing of them. */
export function endpointKey(provider: Provider, settings: Settings): Buffer {
  const [key = ''] = config.secretsKeys
  const sorted = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHmac('sha256', key)
    .update(JSON.stringify([provider.name, sorted]))
    .digest()
}
