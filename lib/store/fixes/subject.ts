import sql, { type Sql } from 'sql-template-tag'
import type { FixSubject } from '../../domain/fix/words.ts'
import type { IssueKind } from '../../domain/observation.ts'
import type { Db } from '../database.ts'
import { PURL_TYPE } from '../purl-type.ts'
import type { DueSubject } from './due.ts'

/** The issues of a subject, of `issue i`: one with a workload is the workload's, whatever image it names too. */
export function ofSubject({ kind, id }: DueSubject): Sql {
  switch (kind) {
    case 'workload':
      return sql`i.workload_id = ${id}`
    case 'image':
      return sql`i.image_id = ${id} AND i.workload_id IS NULL`
    case 'repository':
      return sql`i.repository_id = ${id} AND i.image_id IS NULL AND i.workload_id IS NULL`
    case 'cluster':
      return sql`i.cluster_id = ${id} AND i.repository_id IS NULL AND i.image_id IS NULL AND i.workload_id IS NULL`
  }
}

/** Repository, `namespace/name`, or name of a subject; null when it is no more. */
export async function subjectName(tx: Db, { kind, id }: DueSubject): Promise<string | null> {
  const names: Record<FixSubject, Sql> = {
    image: sql`SELECT repository AS name FROM image WHERE id = ${id}`,
    workload: sql`SELECT namespace || '/' || name AS name FROM workload WHERE id = ${id}`,
    repository: sql`SELECT name FROM repository WHERE id = ${id}`,
    cluster: sql`SELECT name FROM cluster WHERE id = ${id}`,
  }
  const [row] = await tx.query<{ name: string }>(names[kind])
  return row?.name ?? null
}

export interface StoredFixable {
  id: number
  kind: IssueKind
  key: string
  vulnerabilityId: number | null
  packageId: number | null
  purl: string | null
  packageName: string | null
  packageType: string | null
  rule: string | null
  remediable: boolean
  team: string | null
  teamId: number | null
  risk: number
  openedAt: Date
}

/** The open issues of a subject. */
export function openIssuesOf(tx: Db, subject: DueSubject): Promise<StoredFixable[]> {
  return tx.query(sql`
    SELECT i.id, i.kind, i.key, i.vulnerability_id AS "vulnerabilityId", i.package_id AS "packageId", p.purl,
      p.name AS "packageName", ${PURL_TYPE} AS "packageType", r.name AS rule, COALESCE(r.remediation <> '', false) AS remediable,
      t.slug AS team, i.team_id AS "teamId", i.risk, i.opened_at AS "openedAt"
    FROM issue i LEFT JOIN package p ON p.id = i.package_id LEFT JOIN rule r ON r.id = i.rule_id LEFT JOIN team t ON t.id = i.team_id
    WHERE ${ofSubject(subject)} AND i.status = 'open' ORDER BY i.id`)
}

/** What one active sighting of a vulnerability says; `more` are other places of the same scan. */
export interface StoredStatement {
  issueId: number
  versionId: number | null
  installed: string | null
  fixed: string | null
  path: string | null
  layer: string | null
  more: { installedVersion?: string; path?: string }[]
}

export function statementsOf(tx: Db, issueIds: readonly number[]): Promise<StoredStatement[]> {
  return tx.query(sql`
    SELECT s.issue_id AS "issueId", sc.image_version_id AS "versionId", s.detail ->> 'installedVersion' AS installed,
      s.detail ->> 'fixedVersion' AS fixed, s.detail ->> 'path' AS path, s.detail ->> 'layerDiffId' AS layer, s.more_places AS more
    FROM sighting s JOIN scope sc ON sc.id = s.scope_id
    WHERE s.issue_id = ANY(${issueIds}::bigint[]) AND s.ended_at IS NULL ORDER BY s.issue_id, s.id`)
}
