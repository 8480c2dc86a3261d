import type { Severity } from './severity.ts'

/** One runtime alert, as a sensor reported it. */
export interface AlertObservation {
  source: 'falco'
  rule: string
  severity: Severity
  /** The sensor's own priority word, kept as evidence. */
  priority: string
  /** The rendered message; hostile text. */
  output: string
  /** ISO 8601 UTC with the precision the sensor gave. */
  at: string
  hostname: string | null
  namespace: string | null
  pod: string | null
  container: string | null
  imageRepository: string | null
  imageTag: string | null
  imageDigest: string | null
  process: string | null
  commandLine: string | null
  user: string | null
  tags: string[]
  /** MITRE ATT&CK technique ids (`T1059`), from the rule's tags. */
  techniques: string[]
}
