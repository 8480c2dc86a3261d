import { createOutbound } from '../../notify/guarded-outbound.ts'
import type { Outbound } from '../../notify/outbound.ts'
import { database } from '../../store/database.ts'
import { allowedHosts } from '../../store/routes/allowed-hosts.ts'

/** The way out as administrators have it now. */
export async function currentOutbound(): Promise<Outbound> {
  const hosts = new Set((await allowedHosts(database())).map(({ host }) => host))
  return createOutbound((host) => hosts.has(host))
}
