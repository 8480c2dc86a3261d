/** What risk reads from a CVSS vector; null is not stated. */
export interface CvssFacts {
  /** Privileges that an attacker needs: PR of v3 and v4; v2's authentication reads as `low`. */
  privileges: 'none' | 'low' | 'high' | null
  /** Attack vector: `local` includes physical access. */
  attack: 'network' | 'adjacent' | 'local' | null
  /** It changes data and discloses none: integrity suffers, confidentiality does not. */
  writesOnly: boolean
}

const PRIVILEGES: Record<string, CvssFacts['privileges']> = {
  'PR:N': 'none',
  'PR:L': 'low',
  'PR:H': 'high',
  'Au:N': 'none',
  'Au:S': 'low',
  'Au:M': 'low',
}

const ATTACKS: Record<string, CvssFacts['attack']> = {
  'AV:N': 'network',
  'AV:A': 'adjacent',
  'AV:L': 'local',
  'AV:P': 'local',
}

const NOTHING: CvssFacts = { privileges: null, attack: null, writesOnly: false }

const DISCLOSES_NOTHING = new Set(['C:N', 'VC:N'])
const CHANGES = new Set(['I:L', 'I:H', 'I:P', 'I:C', 'VI:L', 'VI:H'])

/**
 * Reads a CVSS v2, v3 or v4 vector; what it does not find or know is null.
 * @see CVSS v3.1 §2.1, v4.0 §2.1, v2 §2.1
 */
export function parseCvssVector(vector: string | null): CvssFacts {
  if (vector === null || vector === '') return NOTHING
  let { privileges, attack } = NOTHING
  const metrics = vector.replace(/^\(|\)$/g, '').split('/')
  for (const metric of metrics) {
    privileges ??= Object.hasOwn(PRIVILEGES, metric) ? (PRIVILEGES[metric] ?? null) : null
    attack ??= Object.hasOwn(ATTACKS, metric) ? (ATTACKS[metric] ?? null) : null
  }
  const writesOnly = metrics.some((one) => DISCLOSES_NOTHING.has(one)) && metrics.some((one) => CHANGES.has(one))
  return { privileges, attack, writesOnly }
}
