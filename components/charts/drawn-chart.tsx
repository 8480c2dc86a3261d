'use client'

import { useRouter } from 'next/navigation'
import { useId } from 'react'
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { type ChartData, colourOf, DASHES } from './series.ts'
import { Patterns } from './swatch.tsx'

const TICK = { fill: 'var(--color-muted)', fontSize: 11 }

/** The drawing itself, with the library it needs: loaded when a chart comes to the page. */
export function DrawnChart<Point extends object>({ chart, height }: { chart: ChartData<Point>; height: number }) {
  const { points, labelOf, shortOf, series, form, format, formatTick, hrefOf } = chart
  const id = useId().replaceAll(':', '')
  const router = useRouter()
  const follow = (key: (typeof series)[number]['key'], index: number) => {
    const point = points[index]
    const href = point && hrefOf?.(point, key)
    if (href) router.push(href)
  }
  const data = points.map((point) => ({ ...point, label: labelOf(point) }))
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <Patterns looks={series} id={id} />
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="label"
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--color-line-strong)' }}
          minTickGap={16}
          {...(shortOf && { interval: 0, tickFormatter: (_: unknown, at: number) => shortOf(points[at]!) })}
        />
        <YAxis
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={48}
          tickFormatter={formatTick}
          allowDecimals={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--color-hover)', stroke: 'var(--color-line-strong)' }}
          formatter={(value) => (typeof value === 'number' ? format(value) : 'not known')}
          contentStyle={{
            background: 'var(--color-raised)',
            border: '1px solid var(--color-line-strong)',
            borderRadius: 6,
            color: 'var(--color-ink)',
            fontSize: 12,
          }}
          labelStyle={{ color: 'var(--color-muted)' }}
          itemStyle={{ color: 'var(--color-ink)' }}
        />
        {series.map((one) =>
          form === 'bars' ? (
            <Bar
              key={one.key}
              dataKey={one.key}
              name={one.label}
              fill={`url(#${id}-${one.key})`}
              stroke={colourOf(one)}
              isAnimationActive={false}
              maxBarSize={28}
              {...(one.stack && { stackId: one.stack })}
              {...(hrefOf && { onClick: (_: unknown, index: number) => follow(one.key, index), cursor: 'pointer' })}
            />
          ) : (
            <Line
              key={one.key}
              dataKey={one.key}
              name={one.label}
              stroke={colourOf(one)}
              strokeWidth={2}
              strokeDasharray={DASHES[one.pattern] ?? ''}
              dot={points.length <= 31 ? { r: 2.5, strokeDasharray: '' } : false}
              isAnimationActive={false}
              connectNulls
              type="linear"
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  )
}
