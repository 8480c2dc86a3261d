import sql from 'sql-template-tag'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

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
  { operation: 'createToken', fails: 'invalid', send: { body: { name: 'CI', kinds: ['reports'], teamId: 77 } } },
  { operation: 'createToken', send: { body: { name: 'Falco', kinds: ['events'], cluster: 'a-new-one', days: 1 } } },
  { operation: 'revokeToken', fails: 'not-found', send: { params: { id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' } } },
  { operation: 'listAudit', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listAudit', fails: 'invalid', send: { query: { targetType: 'team' } } },
]
