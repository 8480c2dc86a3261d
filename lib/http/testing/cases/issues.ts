import sql from 'sql-template-tag'
import { decisionExample } from '../../../contract/decisions.ts'
import { issueExample } from '../../../contract/issues.ts'
import { workloadExample } from '../../../contract/workloads.ts'
import { TEAMS } from '../../../service/testing/world.ts'
import { type Db, database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

/** Things of another team, and a threat of the developer's own, beside what the examples name. */
export const OTHERS = {
  issue: 4712,
  threat: 4714,
  workload: 8,
  decision: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f11',
} as const

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

const UNKNOWN_ID = 999_999
const act = (action: unknown, version = 2) => ({ body: { version, action } })
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const closed = () =>
  database().query(sql`
    UPDATE issue SET status = 'closed', closed_at = now(), close_reason = 'fixed' WHERE id = ${issueExample.id}`)

/** Exercises of the queue, the issue page, triage, workloads and decisions. */
export const issueCases: readonly ApiCase[] = [
  ...['listIssues', 'listWorkloads', 'listDecisions'].flatMap((operation): ApiCase[] => [
    { operation, fails: 'invalid', send: { query: { cursor: 'bm90IGEgY3Vyc29y' } } },
    { operation, fails: 'invalid', send: { query: { limit: 201 } } },
  ]),
  { operation: 'listIssues', fails: 'invalid', send: { query: { sort: 'name' } } },
  // A cursor of one sort is none of another.
  {
    operation: 'listIssues',
    fails: 'invalid',
    send: { query: { sort: 'opened', cursor: Buffer.from('["risk","50",1]').toString('base64url') } },
  },
  { operation: 'listIssues', send: { query: { q: 'cve:CVE-2021-44228 team:mine text', sort: 'oldest' } } },
  { operation: 'issueFacets', fails: 'invalid', send: { query: { q: 'x'.repeat(2001) } } },
  { operation: 'suggestIssueValues', fails: 'invalid', send: { query: { field: 'severity' } } },
  ...['team', 'cve', 'package', 'image', 'workload', 'rule'].map(
    (field): ApiCase => ({ operation: 'suggestIssueValues', send: { query: { field, prefix: 'p%_\\' } } }),
  ),
  { operation: 'exportIssues', fails: 'invalid', send: { query: { format: 'xml' } } },
  { operation: 'getIssue', fails: 'invalid', send: { params: { id: 'x' } } },
  { operation: 'getIssue', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'getIssue', fails: 'not-found', as: 'developer', send: { params: { id: OTHERS.issue } } },
  { operation: 'getIssue', send: { params: { id: OTHERS.threat } } },
  { operation: 'actOnIssue', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'actOnIssue', fails: 'conflict', send: act({ type: 'dismiss', reason: 'Not used.' }, 1) },
  { operation: 'actOnIssue', fails: 'invalid', send: act({ type: 'handle', how: 'Rotated.' }) },
  { operation: 'actOnIssue', fails: 'invalid', send: act({ type: 'accept', until: inDays(-1), reason: 'Late.' }) },
  { operation: 'actOnIssue', fails: 'invalid', send: act({ type: 'accept', until: inDays(400), reason: 'Too long.' }) },
  { operation: 'actOnIssue', fails: 'invalid', send: act({ type: 'assign', userId: 'nobody' }) },
  { operation: 'actOnIssue', fails: 'invalid', send: act({ type: 'team', teamId: 12_345 }) },
  { operation: 'actOnIssue', fails: 'invalid', send: act({ type: 'reopen' }) },
  { operation: 'actOnIssue', fails: 'invalid', prepare: closed, send: act({ type: 'reopen' }) },
  { operation: 'actOnIssue', fails: 'forbidden', as: 'developer', send: act({ type: 'dismiss', reason: 'Not used.' }) },
  { operation: 'actOnIssue', fails: 'forbidden', as: 'auditor' },
  { operation: 'actOnIssue', send: act({ type: 'accept', until: inDays(30), reason: 'The upgrade comes in May.' }) },
  { operation: 'actOnIssue', send: act({ type: 'team', teamId: TEAMS.other }) },
  { operation: 'actOnIssue', send: act({ type: 'team', teamId: null }) },
  {
    operation: 'actOnIssue',
    as: 'developer',
    send: { params: { id: OTHERS.threat }, ...act({ type: 'handle', how: 'Debugging.' }) },
  },
  {
    operation: 'actOnIssues',
    fails: 'invalid',
    send: { body: { action: { type: 'comment', text: 'x' }, issues: [] } },
  },
  { operation: 'actOnIssues', fails: 'forbidden', as: 'manager' },
  { operation: 'getWorkload', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'getWorkload', fails: 'not-found', as: 'developer', send: { params: { id: OTHERS.workload } } },
  { operation: 'getWorkload', fails: 'invalid', send: { params: { id: 0 } } },
  { operation: 'getDecision', fails: 'not-found', send: { params: { id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4fff' } } },
  { operation: 'getDecision', fails: 'not-found', as: 'developer', send: { params: { id: OTHERS.decision } } },
  { operation: 'getDecision', fails: 'invalid', send: { params: { id: 'x' } } },
  {
    operation: 'listDecisions',
    send: { query: { policy: 'no-privileged-containers', since: '2020-01-01T00:00:00Z' } },
  },
]
