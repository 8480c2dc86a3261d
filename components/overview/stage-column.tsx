import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { formatFigure } from '../../lib/client/figure-format.ts'
import type { Tally } from '../../lib/contract/overview.ts'
import type { Stage } from '../../lib/domain/observation.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { Tooltip } from '../ui/tooltip.tsx'

/** A figure of the period, with the way to its rows. */
export interface FigureLine {
  label: string
  definition: string
  count: Tally
  href?: string
}

/** A figure, or in words that it is not known. */
export type StageLine = FigureLine | { notKnown: string; definition: string }

export interface StageFacts {
  stage: Stage
  title: string
  came: readonly StageLine[]
  stopped: readonly StageLine[]
  through: readonly StageLine[]
  /** What is not known, out of how many. */
  unknown: ReactNode
}

const EDGES = { build: 'border-t-build', deploy: 'border-t-deploy', runtime: 'border-t-runtime' } as const

/**
 * One of the three stages: what came, what was stopped, what got through, what is not known. The four parts stand at the same
 * height in all three columns, so that they can be read across.
 */
export function StageColumn({ stage, title, came, stopped, through, unknown }: StageFacts) {
  return (
    <section
      aria-labelledby={`stage-${stage}`}
      className={clsx(
        'grid min-w-0 content-start gap-y-3 border-t-2 pt-3 md:row-span-5 md:grid-rows-subgrid',
        EDGES[stage],
      )}
    >
      <h2 id={`stage-${stage}`} className="font-medium text-base">
        {title}
      </h2>
      <Part title="Came">
        <Lines lines={came} />
      </Part>
      <Part title="Stopped">
        <Lines lines={stopped} />
      </Part>
      <Part title="Got through">
        <Lines lines={through} />
      </Part>
      <Part title="Not known">
        <div className="flex flex-col gap-0.5 text-sm">{unknown}</div>
      </Part>
    </section>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <h3 className="text-muted text-xs">{title}</h3>
      {children}
    </div>
  )
}

function Lines({ lines }: { lines: readonly StageLine[] }) {
  return (
    <ul className="flex flex-col gap-0.5 text-sm">
      {lines.map((line) =>
        'notKnown' in line ? (
          <li key={line.notKnown}>
            <Tooltip content={line.definition}>
              <button
                type="button"
                className="text-left text-unknown italic underline decoration-control decoration-dotted underline-offset-4"
              >
                {line.notKnown}
              </button>
            </Tooltip>
          </li>
        ) : (
          <li key={line.definition} className="flex items-baseline gap-x-2">
            <span className="min-w-10 shrink-0 text-right font-medium text-lg">
              <DefinedNumber
                value={formatFigure('count', line.count.now)}
                definition={line.definition}
                {...(line.href && line.count.now > 0 && { href: line.href })}
              />
            </span>
            <span className="min-w-0">
              {line.label}{' '}
              <span className="whitespace-nowrap text-muted text-xs">
                before {formatFigure('count', line.count.before)}
              </span>
            </span>
          </li>
        ),
      )}
    </ul>
  )
}
