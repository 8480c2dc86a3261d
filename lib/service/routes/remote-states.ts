import { type Outbound, OutboundError } from '../../notify/outbound.ts'
import { PROVIDERS, providerNamed } from '../../notify/registry.ts'
import { log } from '../../observe/log.ts'
import { database } from '../../store/database.ts'
import { endLease, forgetRemote, leaseChecks, type RemoteThing, recordCheck } from '../../store/outbox/remote-checks.ts'
import { redacted } from './attempt.ts'
import { currentOutbound } from './outbound.ts'
import { openSettings } from './secrets.ts'

const AT_ONCE = 20
const LEASE_SECONDS = 330

/**
 * Asks one endpoint what became of tickets there. What it says is shown and closes nothing here: only scans and deployments do. True when it
 * asked, so that there may be another.
 */
export async function checkRemoteStates(outbound?: Outbound): Promise<boolean> {
  const asked = PROVIDERS.filter(({ remoteState }) => remoteState !== undefined).map(({ name }) => name)
  const things = await leaseChecks(database(), asked, AT_ONCE, LEASE_SECONDS)
  const [first] = things
  if (!first) return false
  const way = outbound ?? (await currentOutbound())
  for (const thing of things) if (!(await check(thing, way))) break
  await endLease(database(), first.endpointId)
  return true
}

/** False when the endpoint did not answer, and is not asked on. */
async function check(thing: RemoteThing, outbound: Outbound): Promise<boolean> {
  let secrets: Record<string, unknown> = {}
  try {
    secrets = openSettings(thing.routeId, thing.secrets)
    const provider = providerNamed(thing.provider)
    const settings = provider?.settings.parse({ ...thing.settings, ...secrets })
    const found = settings && (await provider?.remoteState?.(settings, thing.remoteKey, outbound))
    if (found === null) await forgetRemote(database(), thing)
    else if (found) await recordCheck(database(), thing, found, null)
    return true
  } catch (error) {
    const known = error instanceof OutboundError
    if (!known) log.error({ err: error, routeId: thing.routeId }, 'the state of a ticket could not be read')
    const problem = known
      ? redacted(error.message, secrets)
      : 'Its answer could not be understood; the log has the details.'
    await recordCheck(database(), thing, null, problem)
    return !known
  }
}
