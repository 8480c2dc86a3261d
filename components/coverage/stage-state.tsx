import { Check, CircleDashed, CircleSlash, Contrast } from 'lucide-react'
import type { StageCoverage } from '../../lib/contract/coverage.ts'
import { Time } from '../ui/time.tsx'

const LOOK = {
  known: { Icon: Check, colour: 'text-ok' },
  part: { Icon: Contrast, colour: 'text-warn' },
  silent: { Icon: CircleSlash, colour: 'text-unknown' },
  never: { Icon: CircleDashed, colour: 'text-unknown' },
} as const

const WORDS = {
  build: { known: 'scanned', part: 'scanned', silent: 'silent', never: 'never scanned' },
  deploy: { known: 'manifest seen', part: 'manifest seen', silent: 'gate fell silent', never: 'never seen by a gate' },
  runtime: { known: 'sensor reports', part: 'sensor reports', silent: 'sensor fell silent', never: 'no sensor' },
} as const

/** What is known of one stage by shape, word and colour, with how old it is. */
export function StageState({ stage, coverage }: { stage: keyof typeof WORDS; coverage: StageCoverage }) {
  const { state, known, of, oldestAt } = coverage
  const { Icon, colour } = LOOK[state]
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <Icon className={`size-3.5 shrink-0 ${colour}`} aria-hidden="true" />
      <span className={colour}>
        {stage === 'build' && of !== null && `${known} of ${of} `}
        {WORDS[stage][state]}
      </span>
      {oldestAt && (
        <span className="text-muted">
          {state === 'silent' ? 'last ' : ''}
          <Time at={oldestAt} />
        </span>
      )}
    </span>
  )
}
