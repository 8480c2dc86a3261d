import { expect, test } from 'vitest'
import { alertWeighsLessAt } from './alert-evidence.ts'
import { prepareContext } from './risk-context.ts'

const HOUR_MS = 3_600_000
const alertAt = new Date('2026-11-20T10:00:00Z')
const after = (hours: number, ms = 0) => new Date(alertAt.getTime() + hours * HOUR_MS + ms)

/** The evidence points of one workload with that alert. */
function points(now: Date): number {
  const workload = {
    ...{
      cluster: 'shop',
      namespace: 'web',
      name: 'pay',
      replicas: 1,
      environment: null,
      exposed: null,
      isolated: null,
    },
    ...{ hostNetwork: false, hostPid: false, hostIpc: false, secrets: [], writableHostPaths: [], containers: [] },
    ...{ serviceAccountPower: null, lastAlertAt: alertAt.toISOString(), brokeGlassAt: null },
  }
  return prepareContext({ deployed: true, workloads: [workload] }, now).evidencePoints
}

test('names the moments at which the points change, and none after the last', () => {
  expect(alertWeighsLessAt(alertAt, alertAt)).toEqual(after(24, 1))
  expect(alertWeighsLessAt(alertAt, after(24))).toEqual(after(24, 1))
  expect(alertWeighsLessAt(alertAt, after(24, 1))).toEqual(after(7 * 24, 1))
  expect(alertWeighsLessAt(alertAt, after(7 * 24, 1))).toBeNull()
  expect(alertWeighsLessAt(null, alertAt)).toBeNull()
  for (const from of [after(0), after(24, 1)]) {
    const moment = alertWeighsLessAt(alertAt, from)!
    expect(points(new Date(moment.getTime() - 1))).toBe(points(from))
    expect(points(moment)).toBeLessThan(points(from))
  }
  expect(points(after(1000))).toBe(0)
})
