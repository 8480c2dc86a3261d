import type { CloseReason } from './lifecycle.ts'
import type { Stage } from './observation.ts'
import type { Severity } from './severity.ts'

interface Step<Type extends string> {
  type: Type
  /** ISO 8601 UTC. */
  at: string
  /** Null for what people do and what belongs to the issue as a whole. */
  stage: Stage | null
}

interface ByPerson {
  person: string
}

/** One step in the story of an issue, from whichever stage. Names and texts of reports are hostile: show as text. */
export type TimelineStep =
  | (Step<'scanned'> & { source: string; asset: string; found: boolean; reportId: string | null })
  /** A tag that stood for one digest stands for another. */
  | (Step<'tag-moved'> & { tag: string; from: string; to: string })
  | (Step<'admitted' | 'denied' | 'break-glass'> & {
      workload: string
      decisionId: string
      /** Messages of the policies; for break-glass the reason comes first. */
      messages: readonly string[]
    })
  | (Step<'alert'> & {
      rule: string
      severity: Severity
      workload: string | null
      workloadId: number | null
      count: number
      output: string
    })
  | (Step<'opened' | 'reopened'> & { episode: number })
  | (Step<'closed'> & { episode: number; reason: CloseReason; evidence: string })
  | (Step<'fix-built' | 'rolled-out'> & { asset: string })
  | (Step<'comment'> & ByPerson & { text: string })
  | (Step<'assigned'> & ByPerson & { to: string | null })
  | (Step<'team'> & ByPerson & { to: string | null })
  | (Step<'excepted'> & ByPerson & { until: string; reason: string })
  | (Step<'dismissed' | 'handled' | 'resolved' | 'escalated'> & ByPerson & { reason: string })
  | (Step<'acknowledged' | 'unacknowledged' | 'unsnoozed' | 'withdrawn'> & ByPerson)
  | (Step<'snoozed'> & ByPerson & { until: string; reason: string })
  | (Step<'requested'> & ByPerson & { until: string; reason: string })
  | (Step<'approved' | 'declined'> & ByPerson & { reason: string })
  | (Step<'linked' | 'unlinked'> & ByPerson & { ticket: string })
  /** `other`: the title of the issue that it was joined to, or that was joined to it. */
  | (Step<'merged' | 'split'> & ByPerson & { other: string; into: boolean; reason: string })
  /** Dismissed by a statement (VEX); the author is as the document names itself. */
  | (Step<'stated'> & { author: string; reason: string })
  | (Step<'feed'> & { reason: string })
  | (Step<'woken' | 'expired' | 'awoken' | 'voided'> & { reason: string })

/** What the page draws: a step, or a burst of like steps; `lastAt` differs from `at` only in bursts. */
export type TimelineItem = TimelineStep & { title: string; count: number; lastAt: string }

/** Steps of one moment are told in the order in which they cause each other. */
const ORDER: Record<TimelineStep['type'], number> = {
  scanned: 0,
  'tag-moved': 0,
  admitted: 1,
  denied: 1,
  'break-glass': 1,
  alert: 2,
  opened: 3,
  reopened: 3,
  feed: 3,
  woken: 3,
  expired: 3,
  comment: 4,
  assigned: 4,
  team: 4,
  escalated: 4,
  acknowledged: 4,
  unacknowledged: 4,
  snoozed: 4,
  unsnoozed: 4,
  awoken: 4,
  linked: 4,
  unlinked: 4,
  requested: 4,
  withdrawn: 4,
  voided: 4,
  declined: 4,
  approved: 4,
  merged: 5,
  split: 5,
  excepted: 5,
  dismissed: 5,
  handled: 5,
  resolved: 5,
  stated: 5,
  'fix-built': 6,
  'rolled-out': 7,
  closed: 8,
}

const BURST_GAP_MS = 3_600_000

/**
 * Merges the steps of all stages into one story, oldest first: alerts of one rule on one workload, and scans by one source
 * of one asset with one outcome, become a burst when nothing else happened between them and, for alerts, no gap exceeds an hour.
 */
export function timelineOf(steps: readonly TimelineStep[]): TimelineItem[] {
  const sorted = steps
    .map((step) => ({ step, ms: Date.parse(step.at) }))
    .sort((a, b) => a.ms - b.ms || ORDER[a.step.type] - ORDER[b.step.type])
  const items: TimelineItem[] = []
  let lastMs = 0
  for (const { step, ms } of sorted) {
    const last = items.at(-1)
    if (last && isSameBurst(last, step, ms - lastMs)) {
      last.count += countOf(step)
      last.lastAt = step.at
      last.title = titleOf(last, last.count)
    } else {
      const count = countOf(step)
      items.push({ ...step, count, lastAt: step.at, title: titleOf(step, count) })
    }
    lastMs = ms
  }
  return items
}

function countOf(step: TimelineStep): number {
  return step.type === 'alert' ? step.count : 1
}

function isSameBurst(item: TimelineItem, step: TimelineStep, gapMs: number): boolean {
  if (item.type === 'alert' && step.type === 'alert')
    return item.rule === step.rule && item.workload === step.workload && gapMs <= BURST_GAP_MS
  if (item.type === 'scanned' && step.type === 'scanned')
    return item.source === step.source && item.asset === step.asset && item.found === step.found
  return false
}

function titleOf(step: TimelineStep, count: number): string {
  const times = count > 1 ? ` ×${count}` : ''
  switch (step.type) {
    case 'scanned':
      return `${step.source} ${step.found ? 'found it in' : 'no longer found it in'} ${step.asset}${times}`
    case 'tag-moved':
      return `The tag ${step.tag} moved from ${shortDigest(step.from)} to ${shortDigest(step.to)}`
    case 'admitted':
      return `${step.workload} was admitted`
    case 'denied':
      return `${step.workload} was refused`
    case 'break-glass':
      return `${step.workload} was admitted by break-glass`
    case 'alert':
      return `${step.rule}${step.workload === null ? '' : ` in ${step.workload}`}${times}`
    case 'opened':
      return 'Opened'
    case 'reopened':
      return `Seen again, opened for the ${ordinal(step.episode)} time`
    case 'closed':
      return CLOSED_TITLES[step.reason]
    case 'fix-built':
      return `Fix built: ${step.asset} scans clean`
    case 'rolled-out':
      return `Rolled out: ${step.asset}`
    case 'comment':
      return `${step.person} commented`
    case 'assigned':
      return step.to === null ? `${step.person} unassigned it` : `${step.person} assigned it to ${step.to}`
    case 'team':
      return step.to === null ? `${step.person} took it from its team` : `${step.person} gave it to ${step.to}`
    case 'excepted':
      return `${step.person} accepted the risk until ${step.until.slice(0, 10)}`
    case 'dismissed':
      return `${step.person} dismissed it`
    case 'handled':
      return `${step.person} handled it`
    case 'resolved':
      return `${step.person} resolved it by hand`
    case 'escalated':
      return `${step.person} escalated it`
    case 'acknowledged':
      return `${step.person} acknowledged it`
    case 'unacknowledged':
      return `${step.person} took the acknowledgement back`
    case 'snoozed':
      return `${step.person} snoozed it until ${step.until.slice(0, 10)}`
    case 'unsnoozed':
      return `${step.person} ended the snooze`
    case 'awoken':
      return `Came back from its snooze: ${step.reason}`
    case 'requested':
      return `${step.person} asked to accept the risk until ${step.until.slice(0, 10)}`
    case 'approved':
      return `${step.person} approved the acceptance`
    case 'declined':
      return `${step.person} declined the acceptance`
    case 'withdrawn':
      return `${step.person} withdrew the request`
    case 'voided':
      return `The request to accept the risk lapsed: ${step.reason}`
    case 'linked':
      return `${step.person} linked ${step.ticket}`
    case 'unlinked':
      return `${step.person} unlinked ${step.ticket}`
    case 'merged':
      return step.into ? `${step.person} joined it to ${step.other}` : `${step.person} joined ${step.other} to it`
    case 'split':
      return step.into ? `${step.person} split it from ${step.other}` : `${step.person} split ${step.other} from it`
    case 'stated':
      return `Dismissed by a statement of ${step.author}`
    case 'feed':
      return `News: ${step.reason}`
    case 'woken':
      return `Came back: ${step.reason}`
    case 'expired':
      return 'Came back: the exception expired'
  }
}

/** `sha256:` and the first 12 digits; what is no digest stays as it is. */
export function shortDigest(digest: string): string {
  return digest.replace(/^(\w+:.{12}).*/, '$1')
}

const CLOSED_TITLES: Record<CloseReason, string> = {
  fixed: 'Closed as fixed',
  gone: 'Closed: what had it is gone',
  handled: 'Closed as handled',
  resolved: 'Closed by hand',
  quiet: 'Closed: not seen for long',
  merged: 'Closed: joined to another issue',
}

/** `2nd`, `11th`. */
function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}
