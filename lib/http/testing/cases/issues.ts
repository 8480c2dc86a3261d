import sql from 'sql-template-tag'
import { issueExample } from '../../../contract/issues.ts'
import { OTHERS, STATEMENTS } from '../../../service/testing/issue-examples.ts'
import { TEAMS } from '../../../service/testing/world.ts'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

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
  { operation: 'listMentionable', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'listMentionable', fails: 'forbidden', as: 'auditor' },
  ...[
    { type: 'acknowledge' },
    { type: 'snooze', until: inDays(7) },
    { type: 'resolve', reason: 'Upgraded by hand.' },
    { type: 'link', url: 'https://jira.example.com/browse/PAY-123' },
    { type: 'comment', text: '@The admin look', mentions: ['user-admin'] },
  ].map((action): ApiCase => ({ operation: 'actOnIssue', send: act(action) })),
  ...[
    { type: 'unacknowledge' },
    { type: 'unsnooze' },
    { type: 'snooze', until: inDays(-1) },
    { type: 'approve' },
    { type: 'decline', reason: 'No.' },
    { type: 'withdraw' },
    { type: 'link', url: 'javascript:alert(1)' },
    { type: 'unlink', ticketId: 1 },
    { type: 'merge', into: UNKNOWN_ID, reason: 'The same.' },
    { type: 'merge', into: issueExample.id, reason: 'Itself.' },
    { type: 'split' },
    { type: 'comment', text: '@nobody', mentions: ['nobody'] },
  ].map((action): ApiCase => ({ operation: 'actOnIssue', fails: 'invalid', send: act(action) })),
  ...[
    { type: 'accept', until: inDays(3), reason: 'Later.' },
    { type: 'merge', into: OTHERS.issue, reason: 'The same.' },
  ].map((action): ApiCase => ({ operation: 'actOnIssue', fails: 'forbidden', as: 'developer', send: act(action) })),
  {
    operation: 'actOnIssues',
    fails: 'invalid',
    send: { body: { action: { type: 'comment', text: 'x' }, issues: [] } },
  },
  { operation: 'actOnIssues', fails: 'forbidden', as: 'manager' },
  { operation: 'startBulk', fails: 'invalid', send: { body: { q: 'cve:CVE-1-1', action: { type: 'acknowledge' } } } },
  { operation: 'startBulk', fails: 'invalid', send: { body: { q: '', action: { type: 'split' } } } },
  { operation: 'startBulk', fails: 'forbidden', as: 'manager' },
  { operation: 'bulkResults', fails: 'not-found', send: { params: { id: 1 } } },
  { operation: 'bulkResults', fails: 'invalid', send: { query: { cursor: 'bm90IGEgY3Vyc29y' } } },
  { operation: 'bulkResults', send: { query: { outcome: 'failed' } } },
  { operation: 'undoBulk', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  {
    operation: 'undoBulk',
    fails: 'conflict',
    prepare: () => database().query(sql`UPDATE background_job SET status = 'running', finished_at = NULL`),
  },
  ...['revokeStatement', 'restoreStatement'].flatMap((operation): ApiCase[] => [
    { operation, fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
    { operation, fails: 'invalid', send: { body: { reason: ' ' } } },
    { operation, fails: 'forbidden', as: 'developer' },
  ]),
  // One that is revoked already, and one that is in force.
  { operation: 'revokeStatement', fails: 'conflict', send: { params: { id: STATEMENTS.revoked } } },
  { operation: 'restoreStatement', fails: 'conflict', send: { params: { id: STATEMENTS.inForce } } },
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
