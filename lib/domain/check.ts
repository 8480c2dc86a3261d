import type { Severity } from './severity.ts'

/** A canonical misconfiguration rule of ours, and what other tools call the same thing (`checks/*.yaml`). */
export interface Check {
  id: string
  title: string
  severity: Severity
  /** Why it matters. */
  description: string
  remediation: string
  /** The remediation as a change: a strategic merge patch of the object (YAML), or the instructions of a Dockerfile. */
  patch: { language: 'yaml' | 'dockerfile'; text: string }
  /** Rule ids by tool: `{ trivy: ['KSV-0017'] }`. */
  aliases: Readonly<Record<string, readonly string[]>>
  controls: readonly Control[]
}

/** A requirement of a compliance standard. */
export interface Control {
  standard: string
  id: string
}

type ChecksOfRule = ReadonlyMap<string, Check>
/** Built once for a list of checks: a report asks for each of its findings. */
const indexes = new WeakMap<readonly Check[], ChecksOfRule>()

/** The check that claims a tool's rule; case does not matter to a match. */
export function claimingCheck(tool: string, rule: string, checks: readonly Check[]): Check | undefined {
  let index = indexes.get(checks)
  if (!index) {
    index = new Map(checks.flatMap(claimsOf))
    indexes.set(checks, index)
  }
  return index.get(claimOf(tool, rule))
}

/** The name of a rule in an issue's key: the id of the check that claims it, else `tool:rule`. */
export function canonicalCheck(tool: string, rule: string, checks: readonly Check[]): string {
  return claimingCheck(tool, rule, checks)?.id ?? `${tool}:${rule}`
}

function claimsOf(check: Check): [string, Check][] {
  return Object.entries(check.aliases).flatMap(([tool, rules]) =>
    rules.map((rule): [string, Check] => [claimOf(tool, rule), check]),
  )
}

function claimOf(tool: string, rule: string): string {
  return `${tool}\n${rule.trim().toUpperCase()}`
}
