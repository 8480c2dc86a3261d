import type { Stage } from '../observation.ts'
import type { FigureCode } from './definitions.ts'
import type { FactEvent } from './fact.ts'

/** Which facts a figure was counted from, or divided by, as far as rows can show it. */
export interface Behind {
  events: readonly FactEvent[]
  regression?: true
  firstStages?: readonly Stage[]
  /** Only closings with a due date. */
  dated?: true
  /** Only what is overdue today. */
  overdue?: true
}

const REMEDIATED = ['fixed', 'handled'] as const
const STANDING = { events: ['standing'] } as const

/** The rows behind each figure. `standing` rows are of today only. */
export const BEHIND: Readonly<Record<FigureCode, Behind>> = {
  opened: { events: ['opened'] },
  reopened: { events: ['reopened'] },
  regressions: { events: ['reopened'], regression: true },
  returned: { events: ['returned'] },
  fixed: { events: ['fixed'] },
  handled: { events: ['handled'] },
  resolved: { events: ['resolved'] },
  gone: { events: ['gone'] },
  quiet: { events: ['quiet'] },
  merged: { events: ['merged'] },
  excepted: { events: ['excepted'] },
  dismissed: { events: ['dismissed'] },
  open: STANDING,
  overdue: { ...STANDING, overdue: true },
  remediated: { events: REMEDIATED },
  ttrMean: { events: REMEDIATED },
  ttrMedian: { events: REMEDIATED },
  ttrP90: { events: REMEDIATED },
  toBuilt: { events: REMEDIATED },
  toRolledOut: { events: REMEDIATED },
  netResolveRate: { events: ['fixed', 'handled', 'resolved', 'gone', 'quiet', 'excepted', 'dismissed'] },
  slaCompliance: { events: ['fixed', 'handled', 'gone', 'quiet'], dated: true },
  escapeRate: { events: ['opened'], firstStages: ['deploy', 'runtime'] },
  firstAtBuild: { events: ['opened'], firstStages: ['build'] },
  firstAtDeploy: { events: ['opened'], firstStages: ['deploy'] },
  firstAtRuntime: { events: ['opened'], firstStages: ['runtime'] },
}

/** Whether a figure is of what stands open, which rows can show for today only. */
export function isOfToday(code: FigureCode): boolean {
  return BEHIND[code].events.includes('standing')
}
