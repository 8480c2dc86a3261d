import type { TimelineItem } from '../../contract/issue-detail.ts'
import type { Stage } from '../../domain/observation.ts'
import { severityOfRank } from '../../domain/severity.ts'
import { shortDigest, type TimelineStep, timelineOf } from '../../domain/timeline.ts'
import type { StoredAlertHour, StoredEntry, StoredEpisode, StoredGateStep } from '../../store/issues/detail/history.ts'
import type { StoredSighting } from '../../store/issues/detail/sightings.ts'
import type { StoredTagMove } from '../../store/issues/detail/tag-moves.ts'

export interface TimelineSources {
  sightings: readonly StoredSighting[]
  episodes: readonly StoredEpisode[]
  entries: readonly StoredEntry[]
  gate: readonly StoredGateStep[]
  alerts: readonly StoredAlertHour[]
  tagMoves: readonly StoredTagMove[]
}

/** One story of everything that is stored about an issue, oldest first. */
export function issueTimeline({
  sightings,
  episodes,
  entries,
  gate,
  alerts,
  tagMoves,
}: TimelineSources): TimelineItem[] {
  const steps = [
    ...sightings.filter(({ scan }) => scan !== 'alert').flatMap(scanSteps),
    ...episodes.flatMap(episodeSteps),
    ...entries.flatMap(entrySteps),
    ...gate.map(gateStep),
    ...alerts.map(alertStep),
    ...tagMoves.map(tagStep),
  ]
  return timelineOf(steps).map((item) => ({
    at: item.at,
    until: item.lastAt === item.at ? null : item.lastAt,
    count: item.count,
    stage: item.stage,
    type: item.type,
    title: item.title,
    detail: detailOf(item),
    by: 'person' in item ? item.person : null,
    link: linkOf(item),
  }))
}

function scanSteps(sighting: StoredSighting): TimelineStep[] {
  const { source, stage, reportId } = sighting
  const asset = assetOf(sighting)
  const step = (at: Date, found: boolean): TimelineStep => ({
    type: 'scanned',
    at: at.toISOString(),
    stage,
    source,
    asset,
    found,
    reportId,
  })
  const last = sighting.endedAt ?? sighting.lastSeenAt
  const steps = [step(sighting.firstSeenAt, true)]
  if (sighting.endReason === 'rescanned') steps.push(step(last, false))
  else if (sighting.endedAt === null && last > sighting.firstSeenAt) steps.push(step(last, true))
  return steps
}

/** A digest in short, or the name of the workload, repository or cluster. */
export function assetOf({ digest, workload, repository, cluster }: StoredSighting): string {
  return (digest && shortDigest(digest)) ?? workload ?? repository ?? cluster ?? ''
}

function episodeSteps(episode: StoredEpisode): TimelineStep[] {
  const { number, closeReason } = episode
  const opened = { at: episode.openedAt.toISOString(), stage: episode.openedStage, episode: number }
  const steps: TimelineStep[] = [{ type: number === 1 ? 'opened' : 'reopened', ...opened }]
  const text = episode.evidence?.text ?? ''
  const add = (type: 'fix-built' | 'rolled-out', at: Date | null, stage: Stage) => {
    if (at)
      steps.push({
        type,
        at: at.toISOString(),
        stage,
        asset: type === 'fix-built' ? 'a newer version' : 'no bad version runs',
      })
  }
  add('fix-built', episode.fixBuiltAt, 'build')
  add('rolled-out', episode.rolledOutAt, 'deploy')
  if (episode.closedAt && closeReason)
    steps.push({
      type: 'closed',
      at: episode.closedAt.toISOString(),
      stage: null,
      episode: number,
      reason: closeReason,
      evidence: text,
    })
  return steps
}

function entrySteps({ at: date, type, person: name, data }: StoredEntry): TimelineStep[] {
  const base = { at: date.toISOString(), stage: null }
  const person = name ?? 'Plimsoll'
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : '')
  switch (type) {
    case 'comment':
      return [{ ...base, type, person, text: text('text') }]
    case 'assigned':
    case 'team':
      return [{ ...base, type, person, to: text('to') || null }]
    case 'excepted':
      return [{ ...base, type, person, until: text('until'), reason: text('reason') }]
    case 'dismissed':
      if (data.statementId !== undefined)
        return [{ ...base, type: 'stated', author: text('author'), reason: text('reason') }]
      return [{ ...base, type, person, reason: text('reason') }]
    case 'acknowledged':
    case 'unacknowledged':
    case 'unsnoozed':
    case 'withdrawn':
      return [{ ...base, type, person }]
    case 'snoozed':
    case 'requested':
      return [{ ...base, type, person, until: text('until'), reason: text('reason') }]
    case 'approved':
    case 'declined':
      return [{ ...base, type, person, reason: text('reason') }]
    case 'linked':
    case 'unlinked':
      return [{ ...base, type, person, ticket: text('key') }]
    case 'merged':
    case 'split':
      return [{ ...base, type, person, other: text('other'), into: data.into === true, reason: text('reason') }]
    case 'awoken':
    case 'voided':
      return [{ ...base, type, reason: text('reason') }]
    case 'handled':
    case 'resolved':
    case 'escalated':
      return [{ ...base, type, person, reason: text('reason') }]
    case 'reopened':
      return [{ ...base, type: 'woken', reason: [`${person} reopened it`, text('reason')].filter(Boolean).join(': ') }]
    case 'feed':
    case 'woken':
    case 'expired':
      return [{ ...base, type, reason: text('reason') }]
    default:
      // 'fix-built' is told by the episode.
      return []
  }
}

function gateStep({ id, at, verdict, breakGlass, workload, messages }: StoredGateStep): TimelineStep {
  const type = breakGlass !== null ? 'break-glass' : verdict === 'deny' ? 'denied' : 'admitted'
  const all = breakGlass !== null ? [breakGlass, ...messages] : messages
  return { type, at: at.toISOString(), stage: 'deploy', workload, decisionId: id, messages: all }
}

function tagStep({ at, ...moved }: StoredTagMove): TimelineStep {
  return { type: 'tag-moved', at: at.toISOString(), stage: 'build', ...moved }
}

function alertStep({ rule, severity, workload, workloadId, alerts, firstAt, sample }: StoredAlertHour): TimelineStep {
  const output = typeof sample.output === 'string' ? sample.output : ''
  const what = { rule, severity: severityOfRank(severity), workload, workloadId, count: alerts, output }
  return { type: 'alert', at: firstAt.toISOString(), stage: 'runtime', ...what }
}

function detailOf(step: TimelineStep): string {
  if ('messages' in step) return step.messages.join('\n')
  if ('text' in step) return step.text
  if ('output' in step) return step.output
  if ('evidence' in step) return step.evidence
  if (step.type === 'tag-moved') return `From ${step.from} to ${step.to}`
  return 'reason' in step ? step.reason : ''
}

function linkOf(step: TimelineStep): TimelineItem['link'] {
  if ('decisionId' in step) return { type: 'decision', id: step.decisionId }
  if (step.type === 'alert' && step.workloadId !== null) return { type: 'workload', id: String(step.workloadId) }
  return step.type === 'scanned' && step.reportId ? { type: 'report', id: step.reportId } : null
}
