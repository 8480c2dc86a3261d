import type { RouteSettings } from '../../contract/routes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type Provider, secretNames } from '../../notify/provider.ts'
import { providerNamed } from '../../notify/registry.ts'
import type { StoredRoute } from '../../store/routes/rows.ts'
import { openableSettings, type Settings } from './secrets.ts'

export interface Draft {
  provider: Provider
  settings: Settings
}

/**
 * Settings as they would be saved. Secrets that are left out are those of the route, but for the same endpoint only: else whoever may change
 * the address could have a secret sent to an address of theirs.
 */
export function draftOf(providerName: string, given: RouteSettings, route: StoredRoute | null): Result<Draft> {
  const provider = providerNamed(providerName)
  if (!provider) return err('invalid', `There is no kind of channel "${providerName}".`, { location: 'body.provider' })
  const kept = route?.provider === provider.name ? keptSecrets(provider, given, route) : {}
  const wanted = Object.fromEntries(Object.entries({ ...kept, ...given }).filter(([, value]) => value !== null))
  const parsed = parse(provider, wanted)
  if (!parsed.ok || !route || Object.keys(kept).length === 0) return parsed
  const before = parse(provider, { ...route.settings, ...openableSettings(route.id, route.secrets) })
  if (before.ok && provider.endpoint(before.value.settings) === provider.endpoint(parsed.value.settings)) return parsed
  return err(
    'invalid',
    `The address changes, so enter its secrets again: ${Object.keys(kept).join(', ')}. They are not sent to another address than they were entered for.`,
    { location: 'body.settings' },
  )
}

function keptSecrets(provider: Provider, given: RouteSettings, route: StoredRoute): Settings {
  const names = secretNames(provider.settings).filter((name) => !(name in given))
  const stored = openableSettings(route.id, route.secrets)
  // An empty one is no secret to keep.
  return Object.fromEntries(Object.entries(stored).filter(([name, value]) => names.includes(name) && value !== ''))
}

function parse(provider: Provider, settings: Settings): Result<Draft> {
  const parsed = provider.settings.safeParse(settings)
  if (parsed.success) return ok({ provider, settings: parsed.data })
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? '')
  return err('invalid', `${titleOf(provider, name)}: ${issue?.message}`, { location: `body.settings.${name}` })
}

function titleOf(provider: Provider, name: string): string {
  const shape = (provider.settings as { shape?: Record<string, { meta(): { title?: string } | undefined }> }).shape
  return shape?.[name]?.meta()?.title ?? name
}
