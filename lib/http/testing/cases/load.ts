import type { ApiCase } from '../api-case.ts'

const LINE = {
  kind: 'workload',
  environment: 'production',
  teamId: null,
  limit: 20,
  reason: 'More is accepted.',
  replaces: 4,
}

export const loadCases: ApiCase[] = [
  { operation: 'setLoadLine', send: { body: LINE } },
  { operation: 'setLoadLine', send: { body: { ...LINE, limit: null } } },
  { operation: 'setLoadLine', send: { body: { ...LINE, teamId: 3, replaces: null } } },
  { operation: 'setLoadLine', fails: 'conflict', send: { body: { ...LINE, replaces: null } } },
  { operation: 'setLoadLine', fails: 'invalid', send: { body: { ...LINE, kind: 'team' } } },
  { operation: 'setLoadLine', fails: 'invalid', send: { body: { ...LINE, teamId: 77, replaces: null } } },
  {
    operation: 'setLoadLine',
    fails: 'invalid',
    send: { body: { ...LINE, environment: null, limit: null, replaces: null } },
  },
  { operation: 'setLoadLine', fails: 'invalid', send: { body: { ...LINE, reason: ' ' } } },
  { operation: 'listLoadLineHistory', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'suggestLoadLine', fails: 'invalid', send: { query: { kind: 'team', environment: 'staging' } } },
  { operation: 'suggestLoadLine', send: { query: { kind: 'cluster', environment: 'production' } } },
  { operation: 'listLoads', fails: 'invalid', send: { query: { kind: 'team', cursor: 'nonsense' } } },
  { operation: 'listLoads', as: 'developer', send: { query: { kind: 'workload', cluster: 'shop-prod' } } },
  { operation: 'listLoads', send: { query: { kind: 'cluster' } } },
  { operation: 'listLoads', send: { query: { kind: 'image' } } },
  { operation: 'loadHistory', fails: 'invalid', send: { query: { kind: 'workload', ids: '7,', days: 30 } } },
  { operation: 'loadHistory', as: 'developer', send: { query: { kind: 'workload', ids: '7,8', days: 30 } } },
  { operation: 'bringBelowLine', fails: 'not-found', send: { query: { kind: 'team', id: 77 } } },
  { operation: 'bringBelowLine', fails: 'invalid', send: { query: { kind: 'planet', id: 7 } } },
  { operation: 'bringBelowLine', send: { query: { kind: 'namespace', id: 1, namespace: 'payments' } } },
  { operation: 'bringBelowLine', send: { query: { kind: 'cluster', id: 1 } } },
  { operation: 'bringBelowLine', as: 'developer', send: { query: { kind: 'team', id: 3 } } },
  { operation: 'bringBelowLine', send: { query: { kind: 'image', id: 12 } } },
]
