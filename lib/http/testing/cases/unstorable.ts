import type { ApiCase } from '../api-case.ts'

const NUL = 'be\0fore'
const HALF = 'half \ud83d of a pair'

/** Text that Postgres refuses: a person's words with it are refused as a whole, and looking for it finds nothing. */
export const unstorableCases: readonly ApiCase[] = [
  ...[NUL, HALF].flatMap((text): ApiCase[] => [
    { operation: 'updateTeam', fails: 'invalid', send: { body: { name: text } } },
    { operation: 'createToken', fails: 'invalid', send: { body: { name: text, kinds: ['reports'] } } },
    { operation: 'createToken', fails: 'invalid', send: { body: { name: 'a', kinds: ['events'], cluster: text } } },
    { operation: 'actOnIssue', fails: 'invalid', send: { body: { version: 2, action: { type: 'comment', text } } } },
  ]),
  ...['listIssues', 'issueFacets', 'exportIssues', 'listWorkloads'].map(
    (operation): ApiCase => ({ operation, send: { query: { q: NUL } } }),
  ),
  { operation: 'suggestIssueValues', send: { query: { field: 'team', prefix: NUL } } },
  { operation: 'listDecisions', send: { query: { namespace: NUL } } },
  { operation: 'listReports', send: { query: { source: NUL } } },
  { operation: 'listAudit', send: { query: { targetType: NUL, targetId: NUL } } },
  { operation: 'endUserSessions', fails: 'not-found', send: { params: { id: NUL } } },
]
