import type { MetricRow } from '../contract/metric-rows.ts'
import type { Metrics } from '../contract/metrics.ts'
import { FIGURE_CODES, FIGURES, type FigureCode } from '../domain/metrics/definitions.ts'
import { type Columns, rowExport } from './row-export.ts'

interface FigureLine {
  label: string
  from: string
  to: string
  values: Record<FigureCode, number | null>
  previous: Record<FigureCode, number | null>
}

/** `ttrMedian` in seconds becomes `ttr_median_seconds`; shares stay of one. */
function columnName(code: FigureCode): string {
  const snake = code.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return FIGURES[code].unit === 'seconds' ? `${snake}_seconds` : snake
}

const FIGURE_COLUMNS: Columns<FigureLine> = {
  of: (line) => line.label,
  from: (line) => line.from,
  to: (line) => line.to,
  ...Object.fromEntries(
    FIGURE_CODES.flatMap((code) => [
      [columnName(code), (line: FigureLine) => line.values[code]],
      [`${columnName(code)}_before`, (line: FigureLine) => line.previous[code]],
    ]),
  ),
}

/** A line for all, and one a group. */
export function metricExport({ period, scope, total, groups }: Metrics, format: 'csv' | 'json'): Response {
  const lines = [{ label: scope, ...total }, ...groups].map(({ label, values, previous }) => ({
    ...{ label, ...period, values, previous },
  }))
  async function* batches() {
    yield lines
  }
  return rowExport({ name: `figures-${period.from}-${period.to}`, columns: FIGURE_COLUMNS, batches: batches(), format })
}

const ROW_COLUMNS: Columns<MetricRow> = {
  at: (row) => row.at,
  event: (row) => row.event,
  issue: (row) => row.issueId,
  title: (row) => row.issue?.title ?? null,
  where: (row) => row.issue?.where ?? null,
  kind: (row) => row.kind,
  severity: (row) => row.severity,
  team: (row) => row.team,
  environment: (row) => row.environment,
  seconds: (row) => row.seconds,
  to_built_seconds: (row) => row.toBuilt,
  to_rolled_out_seconds: (row) => row.toRolledOut,
  sla: (row) => row.sla,
  regression: (row) => row.regression,
  first_seen_at_stage: (row) => row.firstStage,
}

export function metricRowExport(
  batches: AsyncIterable<MetricRow[]>,
  figure: FigureCode,
  format: 'csv' | 'json',
): Response {
  return rowExport({ name: `rows-of-${columnName(figure)}`, columns: ROW_COLUMNS, batches, format })
}
