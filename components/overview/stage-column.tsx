import { clsx } from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatFigure } from '../../lib/client/figure-format.ts'
import type { Tally } from '../../lib/contract/overview.ts'
import type { Stage } from '../../lib/domain/observation.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { Unknown } from '../ui/unknown.tsx'

export interface StageLine {
  label: string
  definition: string
  /** Null: not known, and `unknown` says why. */
  count: Tally | null
  unknown?: string
  href?: string
}

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

/** One of the three stages: what came, what was stopped, what got through, what is not known. */
export function StageColumn({ stage, title, came, stopped, through, unknown }: StageFacts) {
  return (
    <section
      aria-labelledby={`stage-${stage}`}
      className={clsx('flex min-w-0 flex-col gap-3 border-t-2 pt-3', EDGES[stage])}
    >
      <h2 id={`stage-${stage}`} className="font-medium text-base">
        {title}
      </h2>
      <Lines title="Came" lines={came} />
      <Lines title="Stopped" lines={stopped} />
      <Lines title="Got through" lines={through} />
      <div>
        <h3 className="text-muted text-xs">Not known</h3>
        <div className="text-sm text-unknown">{unknown}</div>
      </div>
    </section>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly StageLine[] }) {
  return (
    <div>
      <h3 className="text-muted text-xs">{title}</h3>
      <ul className="flex flex-col gap-0.5">
        {lines.map(({ label, definition, count, unknown, href }) => (
          <li key={label} className="flex flex-wrap items-baseline gap-x-2 text-sm">
            {count === null ? (
              <Unknown why={unknown ?? definition}>{unknown ?? 'not known'}</Unknown>
            ) : (
              <span className="font-medium text-lg">
                <DefinedNumber
                  value={formatFigure('count', count.now)}
                  definition={`${definition} In the period before: ${formatFigure('count', count.before)}.`}
                  {...(href && count.now > 0 && { href })}
                />
              </span>
            )}
            <span>{label}</span>
            {count && <span className="text-muted text-xs">before {formatFigure('count', count.before)}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** "3 of 44 images that run were never scanned." with the way there; "nothing" where all is known. */
export function NotKnown({ missing, of, what, href }: { missing: number; of: number; what: string; href: string }) {
  if (of === 0) return <p>Nothing runs that is known of, so nothing can be said.</p>
  return (
    <p>
      <Link href={href} className="underline decoration-control underline-offset-4">
        {formatFigure('count', missing)} of {formatFigure('count', of)}
      </Link>{' '}
      {what}
    </p>
  )
}
