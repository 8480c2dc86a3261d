import type { Severity } from './severity.ts'

/** A canonical misconfiguration rule of ours, and what other tools call the same thing (`checks/*.yaml`). */
export interface Check {
  id: string
  title: string
  severity: Severity
  description: string
  remediation: string
  /** Rule ids by tool: `{ trivy: ['KSV-0017'] }`. */
  aliases: Readonly<Record<string, readonly string[]>>
  controls: readonly Control[]
}

/** A requirement of a compliance standard. */
export interface Control {
  standard: string
  id: string
}

/** The name of a rule in an issue's key: the id of the check that claims it, else `tool:rule`. Case does not matter to a match. */
export function canonicalCheck(tool: string, rule: string, checks: readonly Check[]): string {
  const wanted = rule.trim().toUpperCase()
  for (const { id, aliases } of checks) {
    const names = Object.hasOwn(aliases, tool) ? (aliases[tool] ?? []) : []
    if (names.some((name) => name.toUpperCase() === wanted)) return id
  }
  return `${tool}:${rule}`
}
