import sql from 'sql-template-tag'
import type { Cell, Measure } from '../../domain/metrics/cells.ts'
import type { Db } from '../database.ts'

/** Adds sums to the cells that are kept. One in which nothing is left stays, all zeros. */
export async function addToCells(tx: Db, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return
  const sums = (measure: Measure) => sql`${cells.map((cell) => cell.sums[measure])}::bigint[]`
  const key = <Value>(of: (cell: Cell) => Value) => cells.map(of)
  await tx.query(sql`
    INSERT INTO metric_cell AS c (basis, split, day, team_id, cluster_id, environment, kind, severity,
      opened, reopened, returned, fixed, handled, resolved, gone, quiet, merged, excepted, dismissed, regressions, in_time, late, build,
      deploy, runtime, open_delta, load_delta, overdue_delta, standing, ttr_seconds, built_known, built_seconds, rolled_out_known,
      rolled_out_seconds)
    SELECT * FROM unnest(${key(({ key }) => key.basis)}::text[], ${key(({ key }) => key.split)}::smallint[],
      ${key(({ key }) => key.day)}::date[], ${key(({ key }) => key.teamId)}::int[], ${key(({ key }) => key.clusterId)}::int[],
      ${key(({ key }) => key.environment)}::text[], ${key(({ key }) => key.kind)}::text[],
      ${key(({ key }) => key.severity)}::smallint[],
      ${sums('opened')}, ${sums('reopened')}, ${sums('returned')}, ${sums('fixed')}, ${sums('handled')}, ${sums('resolved')}, ${sums('gone')},
      ${sums('quiet')}, ${sums('merged')}, ${sums('excepted')}, ${sums('dismissed')}, ${sums('regressions')},
      ${sums('inTime')}, ${sums('late')}, ${sums('build')}, ${sums('deploy')}, ${sums('runtime')}, ${sums('openDelta')}, ${sums('loadDelta')},
      ${sums('overdueDelta')}, ${sums('standing')}, ${sums('ttrSeconds')}, ${sums('builtKnown')}, ${sums('builtSeconds')},
      ${sums('rolledOutKnown')}, ${sums('rolledOutSeconds')})
    ON CONFLICT (basis, split, day, team_id, cluster_id, environment, kind, severity) DO UPDATE SET
      opened = c.opened + excluded.opened, reopened = c.reopened + excluded.reopened, returned = c.returned + excluded.returned,
      fixed = c.fixed + excluded.fixed, handled = c.handled + excluded.handled, resolved = c.resolved + excluded.resolved, gone = c.gone + excluded.gone,
      quiet = c.quiet + excluded.quiet, merged = c.merged + excluded.merged, excepted = c.excepted + excluded.excepted,
      dismissed = c.dismissed + excluded.dismissed, regressions = c.regressions + excluded.regressions,
      in_time = c.in_time + excluded.in_time, late = c.late + excluded.late, build = c.build + excluded.build,
      deploy = c.deploy + excluded.deploy, runtime = c.runtime + excluded.runtime,
      open_delta = c.open_delta + excluded.open_delta, load_delta = c.load_delta + excluded.load_delta, overdue_delta = c.overdue_delta + excluded.overdue_delta,
      standing = c.standing + excluded.standing, ttr_seconds = c.ttr_seconds + excluded.ttr_seconds,
      built_known = c.built_known + excluded.built_known, built_seconds = c.built_seconds + excluded.built_seconds,
      rolled_out_known = c.rolled_out_known + excluded.rolled_out_known,
      rolled_out_seconds = c.rolled_out_seconds + excluded.rolled_out_seconds`)
}
