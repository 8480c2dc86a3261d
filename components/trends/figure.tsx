'use client'

import { clsx } from 'clsx'
import { changeOf, formatFigure } from '../../lib/client/figure-format.ts'
import { FIGURES, type FigureCode, type FigureDefinition } from '../../lib/domain/metrics/definitions.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { Unknown } from '../ui/unknown.tsx'

const TONES = { better: 'text-ok', worse: 'text-danger', neutral: 'text-muted' } as const

/** One figure with its definition, the rows behind it, and how it moved. */
export function Figure({
  code,
  value,
  previous,
  href,
}: {
  code: FigureCode
  value: number | null
  previous: number | null
  href: string | null
}) {
  const { title, unit }: FigureDefinition = FIGURES[code]
  return (
    <div className="row-span-3 grid min-w-0 grid-rows-subgrid gap-y-0.5 py-2">
      <dt className="text-muted text-xs">{title}</dt>
      <dd className="font-medium text-xl">
        <FigureValue code={code} value={value} href={href} />
      </dd>
      <dd className="text-xs">
        <FigureChange code={code} value={value} previous={previous} />
        {previous !== null && <span className="text-muted"> · before {formatFigure(unit, previous)}</span>}
      </dd>
    </div>
  )
}

/** The number alone, as tables show it. */
export function FigureValue({ code, value, href }: { code: FigureCode; value: number | null; href: string | null }) {
  const { unit, definition }: FigureDefinition = FIGURES[code]
  if (value === null) return <Unknown why={`Nothing to count it from. ${definition}`}>–</Unknown>
  return (
    <DefinedNumber value={formatFigure(unit, value)} definition={definition} {...(href && value !== 0 && { href })} />
  )
}

function FigureChange({ code, value, previous }: { code: FigureCode; value: number | null; previous: number | null }) {
  const change = changeOf(code, value, previous)
  if (!change) return <span className="text-muted">nothing to compare</span>
  const arrow = change.text === 'the same' ? '' : change.text.endsWith('more') ? '↑ ' : '↓ '
  return (
    <span className={clsx('whitespace-nowrap', TONES[change.tone])}>
      {arrow}
      {change.text}
      {change.tone !== 'neutral' && <span className="sr-only"> ({change.tone})</span>}
    </span>
  )
}
