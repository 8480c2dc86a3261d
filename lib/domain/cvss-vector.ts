/** What risk reads from a CVSS vector; null is not stated. */
export interface CvssFacts {
  /** Privileges that an attacker needs: PR of v3 and v4; v2's authentication reads as `low`. */
  privileges: 'none' | 'low' | 'high' | null
  /** Attack vector: `local` includes physical access. */
  attack: 'network' | 'adjacent' | 'local' | null
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

const NOTHING: CvssFacts = { privileges: null, attack: null }

/**
 * Reads a CVSS v2, v3 or v4 vector; what it does not find or know is null.
 * @see CVSS v3.1 §2.1, v4.0 §2.1, v2 §2.1
 */
export function parseCvssVector(vector: string | null): CvssFacts {
  if (vector === null || vector === '') return NOTHING
  let { privileges, attack } = NOTHING
  for (const metric of vector.replace(/^\(|\)$/g, '').split('/')) {
    privileges ??= Object.hasOwn(PRIVILEGES, metric) ? (PRIVILEGES[metric] ?? null) : null
    attack ??= Object.hasOwn(ATTACKS, metric) ? (ATTACKS[metric] ?? null) : null
  }
  return { privileges, attack }
}

type Weights = Readonly<Record<string, number>>

const ATTACK_VECTOR: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 }
const COMPLEXITY: Weights = { L: 0.77, H: 0.44 }
const PRIVILEGES_KEPT: Weights = { N: 0.85, L: 0.62, H: 0.27 }
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 }
const INTERACTION: Weights = { N: 0.85, R: 0.62 }
const IMPACT: Weights = { H: 0.56, L: 0.22, N: 0 }

/** The base score of a v3.0 or v3.1 vector, for reports that state vectors only; null when it is none. @see CVSS v3.1 §7.1 */
export function cvss3BaseScore(vector: string): number | null {
  if (!/^CVSS:3\.[01]\//.test(vector)) return null
  const metrics = new Map(vector.split('/').map((metric) => metric.split(':') as [string, string]))
  const weight = (name: string, weights: Weights) => weights[metrics.get(name) ?? ''] ?? Number.NaN
  const changed = metrics.get('S') === 'C'
  if (!changed && metrics.get('S') !== 'U') return null
  const missed = ['C', 'I', 'A'].reduce((product, name) => product * (1 - weight(name, IMPACT)), 1)
  const base = 1 - missed
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  const privileges = weight('PR', changed ? PRIVILEGES_CHANGED : PRIVILEGES_KEPT)
  const exploitability =
    8.22 * weight('AV', ATTACK_VECTOR) * weight('AC', COMPLEXITY) * privileges * weight('UI', INTERACTION)
  const sum = impact + exploitability
  if (Number.isNaN(sum)) return null
  return impact <= 0 ? 0 : roundedUp(Math.min(changed ? 1.08 * sum : sum, 10))
}

/** To one decimal, upwards, without what floating point adds. @see CVSS v3.1 appendix A */
function roundedUp(score: number): number {
  const whole = Math.round(score * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}
