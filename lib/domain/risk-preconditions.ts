import { type CvssFacts, parseCvssVector } from './cvss-vector.ts'
import type { RiskFacts } from './risk.ts'
import type { PreparedContext } from './risk-context.ts'
import { limited, type RiskPart, type RiskUnknown } from './risk-part.ts'
import type { Answer } from './workload-answer.ts'

/**
 * Weaknesses in which a program misuses privileges that it was given: where it has none, there is nothing to misuse.
 * Execution with unnecessary privileges, and privileges that are not dropped.
 */
const MISUSED_PRIVILEGES = new Set(['CWE-250', 'CWE-271', 'CWE-272', 'CWE-273'])
/**
 * Weaknesses by which somebody on the machine gets more privileges: incorrect assignment, chaining, improper management, context switching,
 * insufficient privileges. Over the network the same names are used for roles inside an application, which containers know nothing of.
 */
const GAINED_PRIVILEGES = new Set(['CWE-266', 'CWE-268', 'CWE-269', 'CWE-270', 'CWE-274'])
/** Weaknesses that are used by writing a file: link following, unrestricted upload. */
const WRITES_FILES = new Set(['CWE-59', 'CWE-61', 'CWE-62', 'CWE-363', 'CWE-434'])
/** Temporary files that somebody else may plant: a writable /tmp is enough. */
const PLANTS_TEMPORARY_FILES = new Set(['CWE-377', 'CWE-378', 'CWE-379'])
/** Path traversal reads or writes; it writes for sure where only integrity suffers. */
const TRAVERSES_PATHS = new Set(['CWE-22', 'CWE-23', 'CWE-36', 'CWE-73'])

/** What a vulnerability needs around it, met or not: where it is not met it is less dangerous, where it is, more. */
export function preconditionParts(issue: RiskFacts, context: PreparedContext, unknown: RiskUnknown[]): RiskPart[] {
  if (issue.kind !== 'vulnerability') return []
  const weights = context.weights.preconditions
  const parts: RiskPart[] = []
  const add = (code: string, points: number, why: string, lever?: string) =>
    parts.push({ group: 'preconditions', code, points, why, ...(lever && { lever }) })
  const cvss = parseCvssVector(issue.cvssVector)
  if (cvss.attack === null) unknown.push({ code: 'attack-vector', why: 'How an attacker reaches it is not known' })
  if (cvss.attack === 'local') add('local', weights.local, 'Needs local access')
  if (context.deployed !== true) return limited('preconditions', parts, weights.min, weights.max)

  const need = neededPrivileges(issue, cvss, context)
  if (need) {
    const { what, here, lever } = need
    if (here.fact === true) add('has-privileges', weights.privilegesMet, `${what}: ${here.where} has`, lever)
    else if (here.fact === false) add('no-privileges', weights.privileges, `${what}: no container here has`)
    else unknown.push({ code: 'no-privileges', why: `${what}; whether a container here has them is not known` })
  }
  const files = neededFiles(issue, cvss, context)
  if (files) {
    const { fact, where } = files
    const can = `Works by writing files: ${where} can`
    if (fact === true)
      add('writable', weights.fileSystemMet, can, 'Set readOnlyRootFilesystem and mount volumes read-only')
    else if (fact === false)
      add(
        'read-only',
        weights.fileSystem,
        'Works by writing files: every root file system is read-only, and so are volumes',
      )
    else unknown.push({ code: 'read-only', why: 'It works by writing files; whether any can be written is not known' })
  }
  if (issue.packageLoaded === null)
    unknown.push({ code: 'loaded', why: 'Whether the package is ever loaded is not known' })
  else if (!issue.packageLoaded) add('not-loaded', weights.notLoaded, 'The package was never loaded at runtime')
  return limited('preconditions', parts, weights.min, weights.max)
}

interface Need {
  what: string
  here: Answer
  lever: string
}

/** The privileges without which it cannot be used: the named ones, else those of its CVSS vector, else those of its weakness. */
function neededPrivileges(issue: RiskFacts, cvss: CvssFacts, context: PreparedContext): Need | null {
  const { capabilities, cwes } = issue
  if (capabilities.length > 0) {
    const names = capabilities.map((name) => `CAP_${name}`).join(' or ')
    return { what: `Needs ${names}`, here: context.capable(capabilities), lever: 'Drop the capability' }
  }
  const lever = 'Take the privileges away'
  if (cvss.privileges === 'high') return { what: 'Needs high privileges', here: context.privileged, lever }
  const misused = cwes.find((cwe) => MISUSED_PRIVILEGES.has(cwe))
  if (misused) return { what: `Misuses privileges (${misused})`, here: context.privileged, lever }
  const gained = cvss.attack === 'network' ? undefined : cwes.find((cwe) => GAINED_PRIVILEGES.has(cwe))
  if (gained === undefined) return null
  return {
    what: `Gains privileges (${gained}) that must be there or can be gained`,
    here: context.escalates,
    lever: 'Take the privileges away and set allowPrivilegeEscalation to false',
  }
}

/** Whether the files can be written here without which it cannot be used; null when it needs none. */
function neededFiles({ cwes }: RiskFacts, cvss: CvssFacts, context: PreparedContext): Answer | null {
  if (cwes.some((cwe) => PLANTS_TEMPORARY_FILES.has(cwe))) return context.scratch
  if (cwes.some((cwe) => WRITES_FILES.has(cwe))) return context.writable
  return cvss.writesOnly && cwes.some((cwe) => TRAVERSES_PATHS.has(cwe)) ? context.writable : null
}
