import sql from 'sql-template-tag'
import { decisionExample } from '../../contract/decisions.ts'
import { issueExample } from '../../contract/issues.ts'
import { workloadExample } from '../../contract/workloads.ts'
import type { Db } from '../../store/database.ts'
import { TEAMS } from './world.ts'

/** Things of another team, and a threat of the developer's own, beside what the examples name. */
export const OTHERS = {
  issue: 4712,
  threat: 4714,
  workload: 8,
  decision: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f11',
} as const

/** Statements about the example's vulnerability, as the examples name them; none of them dismisses it. */
export const STATEMENTS = { inForce: 5001, revoked: 5002 } as const

/** What the examples of issues, workloads and decisions name. The issue has version 2, as their actions send it. */
export async function seedIssueExamples(tx: Db): Promise<void> {
  await tx.query(sql`INSERT INTO vulnerability (id, name, severity) VALUES (1, 'CVE-2021-44228', 4)`)
  await tx.query(sql`
    INSERT INTO package (id, purl, name, type)
    VALUES (1, 'pkg:maven/org.apache.logging.log4j/log4j-core', 'log4j-core', 'maven')`)
  await tx.query(
    sql`INSERT INTO rule (id, name, title) VALUES (1, 'falco:Terminal shell in container', 'Shell in a container')`,
  )
  await tx.query(sql`INSERT INTO image (id, repository) VALUES (12, 'registry.example.com/shop/pay-api')`)
  await tx.query(sql`
    INSERT INTO workload (id, cluster_id, namespace, kind, name, team_id, first_seen_at, last_seen_at)
    VALUES (${workloadExample.id}, 1, 'payments', 'Deployment', 'pay-api', ${TEAMS.own}, now(), now()),
      (${OTHERS.workload}, 1, 'web', 'Deployment', 'web', ${TEAMS.other}, now(), now())`)
  await tx.query(sql`
    INSERT INTO issue (id, key, key_hash, kind, vulnerability_id, package_id, image_id, severity, team_id, owner_by,
      first_seen_at, opened_at, version)
    SELECT id, 'key ' || id, decode(md5(id::text), 'hex'), 'vulnerability', 1, 1, 12, 4, team, 'workload-label', now(), now(), 2
    FROM (VALUES (${issueExample.id}::int, ${TEAMS.own}::int), (${OTHERS.issue}, ${TEAMS.other})) v (id, team)`)
  await tx.query(sql`
    INSERT INTO issue (id, key, key_hash, kind, rule_id, workload_id, severity, team_id, owner_by, first_seen_at, opened_at, version)
    VALUES (${OTHERS.threat}, 'threat', decode(md5('threat'), 'hex'), 'threat', 1, ${workloadExample.id}, 3, ${TEAMS.own},
      'workload-label', now(), now(), 2)`)
  await tx.query(sql`
    INSERT INTO vex_statement (id, key_hash, author, document, document_at, sent_for, names, status, justification, statement,
      image_repository, purl, version, stated_at, taken_at, revoked_at, revoke_reason)
    SELECT id, decode(md5(id::text), 'hex'), 'Tidewater', 'https://vex.example/' || id, now(), '', '{CVE-2021-44228}',
      status, '', 'Version 4.2 is built with 2.17.1.', 'registry.example.com/shop/pay-api', '', '', now(), now(),
      revoked, CASE WHEN revoked IS NOT NULL THEN 'It is there.' END
    FROM (VALUES (${STATEMENTS.inForce}::int, 'fixed', NULL::timestamptz), (${STATEMENTS.revoked}, 'not_affected', now()))
      v (id, status, revoked)`)
  await tx.query(sql`INSERT INTO vex_statement_name (name, statement_id) SELECT names[1], id FROM vex_statement`)
  await tx.query(sql`
    INSERT INTO episode (issue_id, number, opened_at, opened_stage) SELECT id, 1, opened_at, 'build' FROM issue`)
  await tx.query(sql`
    INSERT INTO decision (id, cluster_id, request_uid, at, operation, namespace, kind, name, username, dry_run, verdict,
      results, workload_id, team_id)
    SELECT d.id::uuid, 1, d.id, now(), 'CREATE', 'payments', 'Deployment', 'pay-api', 'ci', false, 'deny',
      '[{"policy": "no-privileged-containers", "rule": "privileged-container", "action": "deny", "message": "Privileged."}]',
      d.workload, d.team
    FROM (VALUES (${decisionExample.id}::text, ${workloadExample.id}::int, ${TEAMS.own}::int),
      (${OTHERS.decision}, ${OTHERS.workload}, ${TEAMS.other})) d (id, workload, team)`)
}
