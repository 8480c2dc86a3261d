import { withWeight } from '../../../domain/risk-weight-rules.ts'
import { DEFAULT_WEIGHTS } from '../../../domain/risk-weights.ts'
import type { ApiCase } from '../api-case.ts'

const kev = (points: number) => withWeight(DEFAULT_WEIGHTS, 'threat.kev', points)
const save = (body: object) => ({ body: { basedOn: 1, weights: kev(12), reason: 'A test', ...body } })

export const riskCases: ApiCase[] = [
  { operation: 'listRiskWeights', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listRiskWeights', send: { query: { limit: 1 } } },
  { operation: 'previewRiskWeights', fails: 'invalid', send: { body: { weights: kev(-1) } } },
  { operation: 'previewRiskWeights', fails: 'invalid', send: { body: { weights: { threat: {} } } } },
  { operation: 'previewRiskWeights', send: { body: { weights: DEFAULT_WEIGHTS } } },
  { operation: 'saveRiskWeights', fails: 'invalid', send: save({ weights: kev(101) }) },
  { operation: 'saveRiskWeights', fails: 'invalid', send: save({ weights: DEFAULT_WEIGHTS }) },
  { operation: 'saveRiskWeights', fails: 'invalid', send: save({ reason: ' ' }) },
  { operation: 'saveRiskWeights', fails: 'invalid', send: save({ restoredFrom: 2 }) },
  { operation: 'saveRiskWeights', fails: 'conflict', send: save({ basedOn: 0 }) },
  { operation: 'saveRiskWeights', send: save({ restoredFrom: 0 }) },
]
