import sql from 'sql-template-tag'
import type { FixSubject } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'
import { PURL_TYPE } from '../purl-type.ts'
import { SUBJECT_ID, SUBJECT_TYPE } from './evidence.ts'

/** What a fix says is made of its members; of one with more than these, enough is known. */
const MAX_MEMBERS = 5_000

export interface StoredMemberFacts {
  fixId: number
  issueId: number
  subjectType: FixSubject
  subjectId: number
  subjectName: string
  packageName: string | null
  packageType: string | null
  rule: string | null
  ruleTitle: string | null
  remediation: string | null
  place: string
}

const SUBJECT_NAME = sql`COALESCE(
  (SELECT w.namespace || '/' || w.name FROM workload w WHERE w.id = i.workload_id),
  (SELECT im.repository FROM image im WHERE im.id = i.image_id AND i.workload_id IS NULL),
  (SELECT re.name FROM repository re WHERE re.id = i.repository_id AND i.workload_id IS NULL AND i.image_id IS NULL),
  (SELECT c.name FROM cluster c WHERE c.id = i.cluster_id), '')`

/** The open members of fixes, of each in their order. */
export function memberFacts(tx: Db, fixIds: readonly number[]): Promise<StoredMemberFacts[]> {
  return tx.query(sql`
    SELECT f.id AS "fixId", m.* FROM unnest(${fixIds}::bigint[]) AS f (id) CROSS JOIN LATERAL (
    SELECT i.id AS "issueId", ${SUBJECT_TYPE} AS "subjectType", ${SUBJECT_ID} AS "subjectId", ${SUBJECT_NAME} AS "subjectName",
      p.name AS "packageName", ${PURL_TYPE} AS "packageType", r.name AS rule, r.title AS "ruleTitle", r.remediation, i.place
    FROM fix_issue m JOIN issue i ON i.id = m.issue_id LEFT JOIN package p ON p.id = i.package_id LEFT JOIN rule r ON r.id = i.rule_id
    WHERE m.fix_id = f.id AND m.fixed_at IS NULL ORDER BY "subjectName", i.place, i.id LIMIT ${MAX_MEMBERS}) m`)
}

export interface StoredPatchedWorkload {
  id: number
  kind: string
  name: string
  namespace: string
  containers: {
    name: string
    type: 'app' | 'init' | 'ephemeral'
    privileged: boolean | null
    runsAsRoot: boolean | null
    readOnlyRootFilesystem: boolean | null
    allowPrivilegeEscalation: boolean | null
  }[]
}

export function patchedWorkloads(tx: Db, ids: readonly number[]): Promise<StoredPatchedWorkload[]> {
  return tx.query(sql`
    SELECT w.id, w.kind, w.name, w.namespace, COALESCE((SELECT json_agg(json_build_object('name', c.name, 'type', c.type,
        'privileged', c.privileged, 'runsAsRoot', c.runs_as_root, 'readOnlyRootFilesystem', c.read_only_root_filesystem,
        'allowPrivilegeEscalation', c.allow_privilege_escalation) ORDER BY c.type, c.name)
      FROM workload_container c WHERE c.workload_id = w.id), '[]') AS containers
    FROM workload w WHERE w.id = ANY(${ids}::bigint[])`)
}

/** The instructions that made the layers of the newest version of an image. */
export async function instructionsOf(tx: Db, imageId: number): Promise<string[]> {
  const rows = await tx.query<{ text: string }>(sql`
    SELECT l.created_by AS text FROM image_layer l WHERE l.created_by IS NOT NULL AND l.image_version_id = (
      SELECT v.id FROM image_version v WHERE v.image_id = ${imageId} ORDER BY v.first_seen_at DESC, v.id DESC LIMIT 1)
    ORDER BY l.position`)
  return rows.map(({ text }) => text)
}

/** A version of the fix's images that names its base so, the newest: of it is told which version of the base is in use. */
export async function versionOnBase(
  tx: Db,
  base: string,
  imageIds: readonly number[],
): Promise<{ base: string; baseDigest: string | null; seenAt: number } | null> {
  const [row] = await tx.query<{ base: string; baseDigest: string | null; seenAt: number }>(sql`
    SELECT v.base_reference AS base, v.base_digest AS "baseDigest", (extract(epoch FROM v.first_seen_at) * 1000)::float8 AS "seenAt"
    FROM image_version v WHERE v.image_id = ANY(${imageIds}::bigint[]) AND v.base_reference = ${base}
    ORDER BY v.first_seen_at DESC, v.id DESC LIMIT 1`)
  return row ?? null
}
