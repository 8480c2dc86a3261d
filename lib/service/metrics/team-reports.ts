import type { Metrics, MetricsScope } from '../../contract/metrics.ts'
import type { Actor } from '../../domain/actor.ts'
import { ok, type Result } from '../../domain/result.ts'
import { getMetrics } from './get-metrics.ts'

/** The figures of each team to which anything happened, by name; what nobody owns comes last. */
export async function teamReports(
  actor: Actor,
  scope: MetricsScope,
): Promise<Result<{ key: string; label: string; metrics: Metrics }[]>> {
  const all = await getMetrics(actor, { ...scope, by: 'team' })
  if (!all.ok) return all
  const reports: { key: string; label: string; metrics: Metrics }[] = []
  const teams = all.value.groups.toSorted(
    (one, other) =>
      Number(one.key === 'none') - Number(other.key === 'none') || one.label.localeCompare(other.label, 'en'),
  )
  for (const { key, label } of teams) {
    const own = await getMetrics(actor, { ...scope, team: key })
    if (!own.ok) return own
    reports.push({ key, label: key === 'none' ? 'Owned by nobody' : label, metrics: own.value })
  }
  return ok(reports)
}
