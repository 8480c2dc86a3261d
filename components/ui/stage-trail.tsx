import { clsx } from 'clsx'
import { STAGES, type Stage } from '../../lib/domain/observation.ts'

const COLOURS: Record<Stage, string> = { build: 'text-build', deploy: 'text-deploy', runtime: 'text-runtime' }

/** "Seen at build and deploy, not at runtime." */
export function describeStages(seen: readonly Stage[]): string {
  const there = STAGES.filter((stage) => seen.includes(stage))
  const absent = STAGES.filter((stage) => !seen.includes(stage))
  if (there.length === 0) return 'Not seen at any stage'
  if (absent.length === 0) return 'Seen at build, deploy and runtime'
  return `Seen at ${there.join(' and ')}, not at ${absent.join(' or ')}`
}

/** The way of a problem in three steps, filled where it was seen; `named` prints the steps' names under a heading. */
export function StageTrail({ seen, named = false }: { seen: readonly Stage[]; named?: boolean }) {
  if (!named) {
    return (
      <span
        role="img"
        aria-label={describeStages(seen)}
        title={describeStages(seen)}
        className="inline-flex items-center align-middle"
      >
        {STAGES.map((stage, step) => (
          <Step key={stage} stage={stage} seen={seen.includes(stage)} linked={step > 0} />
        ))}
      </span>
    )
  }
  return (
    <ol className="inline-flex flex-wrap items-center gap-y-1 text-xs">
      {STAGES.map((stage, step) => (
        <li key={stage} className="inline-flex items-center">
          <Step stage={stage} seen={seen.includes(stage)} linked={step > 0} />
          <span className={clsx('mx-1', seen.includes(stage) ? 'font-medium text-ink' : 'text-faint')}>
            {stage}
            {!seen.includes(stage) && <span className="sr-only"> (not seen)</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Step({ stage, seen, linked }: { stage: Stage; seen: boolean; linked: boolean }) {
  return (
    <svg width={linked ? 20 : 12} height="12" viewBox={linked ? '-8 0 20 12' : '0 0 12 12'} aria-hidden="true">
      {linked && <path d="M-7 6h7" className="stroke-line-strong" strokeWidth="1.5" />}
      {seen ? (
        <circle cx="6" cy="6" r="5" fill="currentColor" className={COLOURS[stage]} />
      ) : (
        <circle cx="6" cy="6" r="4.25" fill="none" className="stroke-line-strong" strokeWidth="1.5" />
      )}
    </svg>
  )
}
