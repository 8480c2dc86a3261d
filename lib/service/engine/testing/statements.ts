import type { ReportQuery } from '../../../contract/ingest.ts'
import { hoursAgo } from './clock.ts'
import { report } from './intake.ts'
import { digestOf, REPOSITORY } from './scan-reports.ts'

export interface Stated {
  id?: string
  aliases?: string[]
  status?: string
  justification?: string
  words?: string
  /** Package URL or image of the product; the repository of all stories when left out. */
  product?: string
  inside?: string
  atHoursAgo?: number
}

export interface StatedBy {
  document?: string
  author?: string
  atHoursAgo?: number
}

/** The product of the stories' image, in one version or in all. */
export const productOf = (version?: string) =>
  `pkg:oci/pay${version === undefined ? '' : `@${digestOf(version)}`}?repository_url=${REPOSITORY}`

/** An OpenVEX document that makes these statements; each is that CVE-2024-1 does not affect the stories' image. */
export function vexDocument(
  statements: readonly Stated[],
  { document = 'https://vex.example/1', author = 'Acme', atHoursAgo = 10 }: StatedBy = {},
) {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': document,
    author,
    timestamp: hoursAgo(atHoursAgo).toISOString(),
    statements: statements.map((one) => ({
      vulnerability: { name: one.id ?? 'CVE-2024-1', aliases: one.aliases ?? [] },
      products: [
        {
          '@id': one.product ?? productOf(),
          ...(one.inside !== undefined && { subcomponents: [{ '@id': one.inside }] }),
        },
      ],
      status: one.status ?? 'not_affected',
      justification: one.justification ?? 'vulnerable_code_not_in_execute_path',
      impact_statement: one.words ?? '',
      ...(one.atHoursAgo !== undefined && { timestamp: hoursAgo(one.atHoursAgo).toISOString() }),
    })),
  }
}

/** Sends an OpenVEX document and processes it. */
export function state(statements: readonly Stated[], by: StatedBy = {}, query: ReportQuery = {}) {
  return report(vexDocument(statements, by), query, 'openvex')
}
