import sql from 'sql-template-tag'
import { DEFAULT_CLOCKS, DEFAULT_RULE } from '../../../domain/sla.ts'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

/** The default clocks, with one more rule. */
const clocks = (more?: object) => ({
  ...DEFAULT_CLOCKS,
  rules: [DEFAULT_RULE, ...(more ? [{ ...DEFAULT_RULE, ...more }] : [])],
})

export const settingsCases: ApiCase[] = [
  { operation: 'createTeam', fails: 'conflict', send: { body: { name: 'Payments again', slug: 'payments' } } },
  { operation: 'updateTeam', fails: 'not-found', send: { params: { id: 77 } } },
  { operation: 'deleteTeam', fails: 'not-found', send: { params: { id: 77 } } },
  {
    operation: 'deleteTeam',
    fails: 'conflict',
    prepare: () =>
      database().query(sql`INSERT INTO workload (cluster_id, namespace, kind, name, team_id, first_seen_at, last_seen_at)
        VALUES (1, 'old-shop', 'Deployment', 'till', 9, now(), now())`),
  },
  { operation: 'updateCluster', fails: 'not-found', send: { params: { id: 77 } } },
  { operation: 'updateCluster', send: { body: { environment: null } } },
  { operation: 'saveClocks', fails: 'conflict', send: { body: { version: 3, reason: 'Late.', policy: clocks() } } },
  {
    operation: 'saveClocks',
    fails: 'invalid',
    send: { body: { version: 0, reason: 'No rule.', policy: { ...clocks(), rules: [] } } },
  },
  {
    operation: 'saveClocks',
    fails: 'invalid',
    send: { body: { version: 0, reason: 'No team.', policy: clocks({ teamId: 77 }) } },
  },
  { operation: 'saveClocks', fails: 'forbidden', as: 'developer' },
  { operation: 'createToken', fails: 'invalid', send: { body: { name: 'CI', kinds: ['reports'], teamId: 77 } } },
  { operation: 'createToken', send: { body: { name: 'Falco', kinds: ['events'], cluster: 'a-new-one', days: 1 } } },
  { operation: 'revokeToken', fails: 'not-found', send: { params: { id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' } } },
  { operation: 'listAudit', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listAudit', fails: 'invalid', send: { query: { targetType: 'team' } } },
]
