import type { Control } from './check.ts'
import type { Stage } from './observation.ts'
import type { Severity } from './severity.ts'

export const DEPLOY_ACTIONS = ['audit', 'warn', 'deny'] as const
export type DeployAction = (typeof DEPLOY_ACTIONS)[number]

/** A rule names a canonical check, at the stage where it is asked. */
export interface PolicyRule {
  stage: Stage
  check: string
  action: DeployAction
}

/** Namespaces by name, `*` is a wildcard. An empty or absent include means every namespace; exclude wins. */
export interface NamespaceMatch {
  include?: readonly string[]
  exclude?: readonly string[]
}

/** What a team forbids or wants to know (DESIGN.md §10), as its YAML document says it. */
export interface Policy {
  apiVersion: 'plimsoll.dev/v1'
  kind: 'Policy'
  metadata: { name: string; labels?: Readonly<Record<string, string>> }
  spec: {
    severity: Severity
    description: string
    remediation: string
    /** Absent: every namespace but kube-system. */
    match?: { namespaces?: NamespaceMatch }
    rules: readonly PolicyRule[]
    controls?: readonly Control[]
  }
}
