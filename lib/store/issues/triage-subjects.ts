import sql, { type Sql } from 'sql-template-tag'

/** Where something changed that may end what people did to issues; `issues` are single ones. */
export type TriageSubjects = Readonly<
  Record<'images' | 'workloads' | 'repositories' | 'clusters' | 'issues', readonly number[]>
>

/** That an `issue i` is of one of these. Each term has an index of its own. */
export function isOf({ images, workloads, repositories, clusters, issues }: TriageSubjects): Sql {
  return sql`(i.image_id = ANY(${images}::bigint[]) OR i.workload_id = ANY(${workloads}::bigint[])
    OR i.repository_id = ANY(${repositories}::bigint[]) OR i.cluster_id = ANY(${clusters}::integer[])
    OR i.id = ANY(${issues}::bigint[]))`
}
