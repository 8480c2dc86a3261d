import { FIX_STATUSES, type FixStatus } from '../domain/observation.ts'

/** Grype's words for a fix's state; Trivy's are ours. */
const GRYPE_STATES: ReadonlyMap<string, FixStatus> = new Map([
  ['not-fixed', 'affected'],
  ['wont-fix', 'will_not_fix'],
])

/** What the vendor does about it, as Trivy's `Status` or Grype's `fix.state` says; nothing where neither says it. */
export function fixStatus(word: unknown): { fixStatus?: FixStatus } {
  if (typeof word !== 'string') return {}
  const status = FIX_STATUSES.find((one) => one === word.toLowerCase()) ?? GRYPE_STATES.get(word.toLowerCase())
  return status === undefined ? {} : { fixStatus: status }
}
