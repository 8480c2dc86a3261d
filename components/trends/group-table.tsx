'use client'

import Link from 'next/link'
import {
  firstKnownStep,
  type MetricRowsFilter,
  type MetricsFilter,
  rowsHref,
  trendsHref,
} from '../../lib/client/metrics.ts'
import type { Metrics, MetricsGroup } from '../../lib/contract/metrics.ts'
import { addDays } from '../../lib/domain/metrics/day.ts'
import type { Dimension, FigureCode } from '../../lib/domain/metrics/definitions.ts'
import { FIGURES } from '../../lib/domain/metrics/definitions.ts'
import { type FactsColumn, FactsTable } from '../table/facts-table.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { FigureValue } from './figure.tsx'

/** What is shown of each group, by short headings; the definition is on each number. */
const COLUMNS: readonly { code: FigureCode; heading: string }[] = [
  { code: 'opened', heading: 'Opened' },
  { code: 'remediated', heading: 'Remediated' },
  { code: 'regressions', heading: 'Regressions' },
  { code: 'ttrMedian', heading: 'TTR median' },
  { code: 'ttrP90', heading: 'TTR p90' },
  { code: 'slaCompliance', heading: 'SLA' },
  { code: 'netResolveRate', heading: 'Net resolved' },
  { code: 'escapeRate', heading: 'Escaped' },
  { code: 'overdue', heading: 'Overdue' },
  { code: 'open', heading: 'Open' },
]

const NAMES: Record<Dimension, string> = {
  team: 'Team',
  cluster: 'Cluster',
  environment: 'Environment',
  kind: 'Kind',
  severity: 'Severity',
}

/** The figures told apart by a dimension, each number leading to its rows and each name to its own Trends. */
export function GroupTable({
  metrics,
  by,
  scope,
}: {
  metrics: Metrics
  by: Dimension
  scope: Omit<MetricsFilter, 'by'>
}) {
  const { steps, period, today } = metrics
  const known = firstKnownStep(metrics)
  const hrefOf = (group: MetricsGroup, figure: FigureCode) => {
    if (FIGURES[figure].unit === 'count' && (figure === 'open' || figure === 'overdue') && period.to !== today)
      return null
    return rowsHref({ ...(scope as MetricRowsFilter), [by]: group.key, figure })
  }
  const name: FactsColumn<MetricsGroup> = {
    heading: NAMES[by],
    cell: (group) => (
      <>
        <Link
          href={trendsHref({ ...scope, [by]: group.key, by: by === 'severity' ? 'team' : 'severity' })}
          className="inline-flex max-w-64 underline decoration-control underline-offset-4 print:inline-block print:min-w-20"
        >
          <MiddleTruncate text={group.label} />
        </Link>
        {group.gone && <span className="text-muted"> (deleted)</span>}
      </>
    ),
  }
  const trend: FactsColumn<MetricsGroup> = {
    heading: 'Open over time',
    cell: ({ open, label }) => (
      <Sparkline
        points={steps.map(({ from }, at) => ({ at: from, value: open[at] ?? 0 })).slice(known)}
        from={period.from}
        to={addDays(period.to, 1)}
        label={`Open of ${label}: from ${open[known] ?? 0} to ${open.at(-1) ?? 0}`}
      />
    ),
  }
  return (
    <FactsTable
      caption={`Figures by ${NAMES[by].toLowerCase()}`}
      rows={metrics.groups}
      rowKey={({ key, gone }) => `${key} ${gone}`}
      empty="Nothing happened here in this period or the one before."
      columns={[
        name,
        ...COLUMNS.map(({ code, heading }) => ({
          ...{ heading, numeric: true },
          cell: (group: MetricsGroup) => (
            <FigureValue code={code} value={group.values[code]} href={hrefOf(group, code)} />
          ),
        })),
        trend,
      ]}
    />
  )
}
