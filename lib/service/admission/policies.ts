import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { PolicyDocument } from '../../contract/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { log } from '../../observe/log.ts'
import { storedPolicies } from '../../store/admission/policies.ts'
import type { Db } from '../../store/database.ts'

const FOLDER = new URL('../../../policies/', import.meta.url)

/** The policies that ship with Plimsoll. A file that cannot be read stops the role: a gate with half its policies is none. */
export function shippedPolicies(): Policy[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => PolicyDocument.parse(parse(readFileSync(new URL(file, FOLDER), 'utf8'))))
}

/** The policies that hold now: those of the table before those of the files. */
export async function activePolicies(db: Db, shipped: readonly Policy[]): Promise<Policy[]> {
  const active = new Map(shipped.map((policy) => [policy.metadata.name, policy]))
  for (const { name, spec, enabled } of await storedPolicies(db)) {
    const parsed = PolicyDocument.safeParse(spec)
    if (!enabled) active.delete(name)
    else if (parsed.success) active.set(name, parsed.data)
    else log.error({ policy: name, err: parsed.error }, 'a stored policy cannot be read and does not hold')
  }
  return [...active.values()]
}
