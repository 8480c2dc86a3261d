'use client'

import { Table2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactNode, useId, useState } from 'react'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { Unknown } from '../ui/unknown.tsx'
import type { ChartData } from './series.ts'
import { Legend } from './swatch.tsx'

const HEIGHT = 200

const DrawnChart = dynamic(() => import('./drawn-chart.tsx').then((module) => module.DrawnChart), {
  ssr: false,
  loading: () => <div className="skeleton h-[200px] rounded-sm" />,
}) as <Point extends object>(props: { chart: ChartData<Point>; height: number }) => ReactNode

/** A chart with its name, what it counts, its legend, and the same numbers as a table for who would rather read. */
export function Chart<Point extends object>({
  title,
  definition,
  summary,
  chart,
  notYet = nothingIn(chart),
  children,
}: {
  title: string
  definition: string
  /** What the chart shows, in one sentence: read to those who do not see it. */
  summary: string
  chart: ChartData<Point>
  /** Why there is nothing to draw: stands in place of the drawing. */
  notYet?: string | undefined
  children?: ReactNode
}) {
  const id = useId().replaceAll(':', '')
  const [asTable, setAsTable] = useState(false)
  return (
    <figure aria-labelledby={id} className="flex min-w-0 flex-col gap-2 border-line border-t py-4">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-3">
        <h2 id={id} className="font-medium text-sm">
          <Tooltip content={definition}>
            <button
              type="button"
              className="text-left underline decoration-control decoration-dotted underline-offset-4"
            >
              {title}
            </button>
          </Tooltip>
        </h2>
        {notYet === undefined && (
          <Button
            variant="ghost"
            size="small"
            onClick={() => setAsTable(!asTable)}
            aria-pressed={asTable}
            className="print:hidden"
          >
            <Table2 aria-hidden="true" />
            {asTable ? 'Show the chart' : 'Show as table'}
          </Button>
        )}
      </figcaption>
      {notYet !== undefined ? (
        <p className="text-sm text-unknown">{notYet}</p>
      ) : asTable ? (
        <ChartTable title={title} chart={chart} />
      ) : (
        <>
          {chart.series.length > 1 && <Legend series={chart.series} form={chart.form} id={id} />}
          <div role="img" aria-label={`${title}: ${summary}`} className="h-[200px]">
            <DrawnChart chart={chart} height={HEIGHT} />
          </div>
        </>
      )}
      {children}
    </figure>
  )
}

/** A chart without a single value would be an axis without a scale. */
function nothingIn<Point extends object>({ points, series }: ChartData<Point>): string | undefined {
  const hasValue = points.some((point) => series.some(({ key }) => typeof point[key] === 'number'))
  return hasValue ? undefined : 'Nothing of this is known in the period.'
}

function ChartTable<Point extends object>({ title, chart }: { title: string; chart: ChartData<Point> }) {
  const { points, labelOf, series, format, hrefOf } = chart
  return (
    <div className="max-h-80 overflow-y-auto">
      <FactsTable
        caption={title}
        rows={points}
        rowKey={labelOf}
        empty="Nothing to show."
        narrow
        columns={[
          { heading: '', cell: labelOf },
          ...series.map(({ key, label }) => ({
            heading: label,
            numeric: true,
            cell: (point: Point) => {
              const value = point[key]
              if (typeof value !== 'number') return <Unknown />
              const href = value === 0 ? null : hrefOf?.(point, key)
              return href ? (
                <Link href={href} className="underline decoration-control underline-offset-4">
                  {format(value)}
                </Link>
              ) : (
                format(value)
              )
            },
          })),
        ]}
      />
    </div>
  )
}
