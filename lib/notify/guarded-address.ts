import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { domainToASCII } from 'node:url'
import { isBlockedAddress } from './blocked-address.ts'
import { OutboundError } from './outbound.ts'

export interface Address {
  address: string
  family: number
}

export type Resolve = (host: string) => Promise<Address[]>

export interface AddressGuard {
  resolve: Resolve
  /** Whether an administrator allowed this host, in plain form. */
  allowed(host: string): boolean
  /** For a whole call; a connection may be silent for so long. */
  timeoutMs: number
}

/** Asks the system, so that what the machine knows (its hosts file, a cluster's search domains) counts. */
export const resolveBySystem: Resolve = (host) => systemLookup(host, { all: true, verbatim: true })

/** `Example.COM.`, `bücher.example` and `[::1]` as they are compared and called: `example.com`, `xn--bcher-kva.example`, `::1`. */
export function plainHost(host: string): string {
  const bare = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  return domainToASCII(bare) || bare
}

/**
 * Addresses of a host that may be called. The error names none of them: whoever makes a route need not learn how names inside
 * resolve. When one of them is not public none is used, so that a name cannot offer a good one to the
 * check and a bad one to the connection.
 */
export async function guardedAddresses(host: string, guard: AddressGuard): Promise<Address[]> {
  const family = isIP(host)
  const addresses = family ? [{ address: host, family }] : await resolved(host, guard)
  if (guard.allowed(host)) return addresses
  if (addresses.some(({ address }) => isBlockedAddress(address))) {
    throw new OutboundError(
      `${host} is not on the public Internet. An administrator can allow the host under Settings, Routes.`,
      false,
    )
  }
  return addresses
}

async function resolved(host: string, { resolve, timeoutMs }: AddressGuard): Promise<Address[]> {
  const late = new AbortController()
  const inTime = after(timeoutMs, null, { signal: late.signal })
  const addresses = await Promise.race([resolve(host), inTime])
    .catch((error: NodeJS.ErrnoException) => {
      throw new OutboundError(`The name ${host} could not be resolved (${error.code ?? error.message}).`, true)
    })
    .finally(() => late.abort())
  if (!addresses) throw new OutboundError(`The name ${host} was not resolved in time.`, true)
  if (addresses.length === 0) throw new OutboundError(`The name ${host} has no address.`, true)
  return addresses
}

/** A lookup that knows these addresses and asks nobody: what was checked is what is connected to. */
export function pinned(addresses: Address[]): LookupFunction {
  return (_host, options, callback) => {
    const wanted = addresses.filter(({ family }) => !options.family || options.family === family)
    if (options.all) return callback(null, wanted)
    const [first] = wanted
    if (!first) return callback(Object.assign(new Error('no address of this family'), { code: 'ENOTFOUND' }), '')
    callback(null, first.address, first.family)
  }
}
