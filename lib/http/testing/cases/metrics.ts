import type { ApiCase } from '../api-case.ts'

const today = () => new Date().toISOString().slice(0, 10)

export const metricCases: ApiCase[] = [
  { operation: 'getMetrics', send: { query: { from: '2026-10-01', to: '2026-10-31', by: 'cluster', as: 'now' } } },
  { operation: 'getMetrics', send: { query: { cluster: 'none', environment: 'none', team: 'none', kind: 'drift' } } },
  { operation: 'getMetrics', fails: 'invalid', send: { query: { from: '2026-10-31', to: '2026-10-01' } } },
  { operation: 'getMetrics', fails: 'invalid', send: { query: { days: 9_999 } } },
  { operation: 'exportMetrics', send: { query: { by: 'severity', as: 'now' } } },
  { operation: 'exportMetrics', fails: 'invalid', send: { query: { from: '2020-01-01' } } },
  { operation: 'listMetricRows', send: { query: { figure: 'open', age: 6, to: today(), from: today() } } },
  {
    operation: 'listMetricRows',
    fails: 'invalid',
    send: { query: { figure: 'open', from: '2026-10-01', to: '2026-10-02' } },
  },
  { operation: 'listMetricRows', fails: 'invalid', send: { query: { figure: 'opened', cursor: 'nonsense' } } },
  { operation: 'listMetricRows', fails: 'invalid', send: { query: { figure: 'guessed' } } },
  { operation: 'exportMetricRows', fails: 'invalid', send: { query: { figure: 'opened', from: '2020-01-01' } } },
  { operation: 'getOverview', send: { query: { days: 1 } } },
  { operation: 'getOverview', fails: 'invalid', send: { query: { days: 0 } } },
]
