import sql from 'sql-template-tag'
import { OTHER_REPORTS } from '../../../service/testing/inbox-examples.ts'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

const key = { headers: { 'idempotency-key': 'a key that was used' } }

/** Binds the key to other content, for the tokens that deliver reports and events. */
const useKey = () =>
  database().query(sql`
    INSERT INTO idempotency_key (token_id, key, content_hash)
    SELECT id, 'a key that was used', 'other content' FROM ingest_token`)

const everyBadBody = (operation: string): ApiCase[] => [
  { operation, fails: 'invalid', send: { query: { source: 'trivy\u0000' } } },
  { operation, fails: 'malformed', send: { raw: '{"a": nonsense}' } },
  { operation, fails: 'malformed', send: { raw: 'not gzip', headers: { 'content-encoding': 'gzip' } } },
  { operation, fails: 'truncated', send: { raw: '{"SchemaVersion": 2, "Results": [{' } },
  { operation, fails: 'too-large', send: { raw: `{"a": "${'x'.repeat(4 * 1024 * 1024 + 1)}"}` } },
  { operation, fails: 'too-deep', send: { raw: '[{"a":'.repeat(40) } },
  { operation, fails: 'unsupported-media-type', send: { headers: { 'content-encoding': 'br' } } },
  { operation, fails: 'conflict', prepare: useKey, send: key },
]

const events = (cases: ApiCase[]) => cases.map((one): ApiCase => ({ ...one, as: one.as ?? 'events' }))

export const inboxCases: ApiCase[] = [
  ...everyBadBody('ingestReport'),
  { operation: 'ingestReport', fails: 'forbidden', as: 'events' },
  { operation: 'ingestReport', fails: 'unknown-format', send: { raw: '{"some": "thing"}' } },
  { operation: 'ingestReport', send: { headers: { 'idempotency-key': 'a new key' } } },
  ...events(everyBadBody('ingestEvents')),
  { operation: 'ingestEvents', fails: 'forbidden', as: 'reports' },
  { operation: 'ingestEvents', fails: 'unknown-format', as: 'events', send: { raw: 'plain words' } },
  {
    operation: 'ingestEvents',
    fails: 'unavailable',
    as: 'events',
    prepare: () =>
      database().query(sql`ALTER TABLE event_batch ADD CONSTRAINT nothing_fits CHECK (events < 0) NOT VALID`),
  },
  { operation: 'getIngestedEvent', fails: 'forbidden', as: 'reports' },
  {
    operation: 'getIngestedEvent',
    fails: 'not-found',
    as: 'events',
    send: { params: { id: '01a1f9b6-3bfb-8c11-9f4d-000000000000' } },
  },
  { operation: 'listReports', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listReports', send: { query: { limit: 1 } } },
  { operation: 'listReports', as: 'developer' },
  { operation: 'getReport', fails: 'not-found', send: { params: { id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' } } },
  { operation: 'getReport', fails: 'forbidden', as: 'events' },
  { operation: 'getReport', as: 'reports', send: { params: { id: OTHER_REPORTS.none } } },
  ...['retryReport', 'confirmReport'].flatMap((operation): ApiCase[] => [
    { operation, fails: 'not-found', send: { params: { id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' } } },
    { operation, fails: 'conflict', send: { params: { id: OTHER_REPORTS.none } } },
    { operation, fails: 'gone', prepare: () => database().query(sql`DELETE FROM report_chunk`) },
  ]),
]
