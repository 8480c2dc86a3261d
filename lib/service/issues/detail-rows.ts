import type { CarriedLoad } from '../../contract/carried-load.ts'
import type { IssueDetail } from '../../contract/issue-detail.ts'
import { hasDangerousCapability } from '../../domain/capabilities.ts'
import { type Episode, episodeSegments, timeToRemediationSeconds } from '../../domain/episode.ts'
import { FIX_STATUSES } from '../../domain/observation.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { StoredAlertHour, StoredEpisode } from '../../store/issues/detail/history.ts'
import type { StoredProblem } from '../../store/issues/detail/problem.ts'
import type { StoredSighting } from '../../store/issues/detail/sightings.ts'
import type { StoredVersion } from '../../store/issues/detail/versions.ts'
import type { StoredAffectedWorkload } from '../../store/issues/detail/workloads.ts'
import { assetOf } from './timeline-of.ts'

type RowOf<List> = List extends { rows: (infer Row)[] } ? Row : never

export function problemView(problem: StoredProblem): IssueDetail['problem'] {
  const { name, title, description, aliases, cvss, cwes, remediation } = problem
  const { kevSince, kevDetail, epss, epssPercentile, kevReleasedAt, epssReleasedAt } = problem
  return {
    ...{ name, title, description, aliases, cvss, cwes, remediation },
    ...{ kevSince, kevDetail, epss, epssPercentile },
    feeds: { kev: kevReleasedAt?.toISOString() ?? null, epss: epssReleasedAt?.toISOString() ?? null },
    // Links come from reports: only what a browser may follow safely is a link.
    links: problem.links.filter((link) => /^https?:\/\//i.test(link) && URL.canParse(link)),
    package:
      problem.purl === null
        ? null
        : { name: problem.packageName ?? '', type: problem.packageType ?? '', purl: problem.purl },
    publishedAt: problem.publishedAt?.toISOString() ?? null,
    modifiedAt: problem.modifiedAt?.toISOString() ?? null,
  }
}

export function sightingView(sighting: StoredSighting): RowOf<IssueDetail['sightings']> {
  const { id, source, stage, scan, detail, endReason, reportId } = sighting
  return {
    ...{ id, source, stage, scan, detail, endReason, reportId },
    severity: severityOfRank(sighting.severity),
    statedSeverity: textIn(detail, 'statedSeverity'),
    subject: sighting.digest ?? assetOf(sighting),
    installedVersion: textIn(detail, 'installedVersion'),
    fixedVersion: textIn(detail, 'fixedVersion'),
    fixStatus: FIX_STATUSES.find((status) => status === detail.fixStatus) ?? null,
    place: placeIn(detail),
    morePlaces: sighting.morePlaces.map((more) => ({
      place: placeIn(more),
      installedVersion: textIn(more, 'installedVersion'),
    })),
    firstSeenAt: sighting.firstSeenAt.toISOString(),
    lastSeenAt: sighting.lastSeenAt.toISOString(),
    active: sighting.endedAt === null,
  }
}

function placeIn(detail: Record<string, unknown>): string {
  const lines = detail.startLine ? `lines ${detail.startLine}–${detail.endLine ?? detail.startLine}` : null
  return [textIn(detail, 'path'), textIn(detail, 'resource'), lines].filter(Boolean).join(' · ')
}

/** A text of a sighting's detail, null when the source did not give it. */
export function textIn(detail: Record<string, unknown>, key: string): string | null {
  const value = detail[key]
  return typeof value === 'string' && value !== '' ? value : null
}

export function versionView({ total: _, ...version }: StoredVersion): RowOf<IssueDetail['versions']> {
  return {
    ...version,
    firstSeenAt: version.firstSeenAt.toISOString(),
    scannedAt: version.scannedAt?.toISOString() ?? null,
  }
}

export function workloadView(
  workload: StoredAffectedWorkload,
  carried: ReadonlyMap<number, CarriedLoad>,
): RowOf<IssueDetail['affectedWorkloads']> {
  const { id, cluster, environment, namespace, kind, name, replicas, containers } = workload
  const affected = containers.map((container) => container.affected)
  return {
    ...{ id, cluster, environment, namespace, kind, name, replicas },
    containers: containers.map((container) => container.name),
    digests: [...new Set(containers.flatMap(({ digest }) => digest ?? []))],
    privileges: privilegesOf(workload),
    affected: affected.includes(true) ? true : affected.includes(null) || affected.length === 0 ? null : false,
    lastAlertAt: workload.lastAlertAt?.toISOString() ?? null,
    carries: carried.get(id) ?? null,
  }
}

/** What makes a break-in there worse, in words. */
function privilegesOf(workload: StoredAffectedWorkload): string[] {
  const { containers } = workload
  const words: [boolean, string][] = [
    [containers.some(({ privileged }) => privileged === true), 'privileged'],
    [workload.hostNetwork === true, 'host network'],
    [workload.hostPid === true, 'host processes'],
    [workload.hostIpc === true, 'host IPC'],
    [workload.writableHostPaths.length > 0, `writes ${workload.writableHostPaths.join(', ')} of the node`],
    [containers.some(({ capabilitiesAdded }) => hasDangerousCapability(capabilitiesAdded)), 'dangerous capabilities'],
    [containers.some(({ runsAsRoot }) => runsAsRoot === true), 'runs as root'],
    [
      workload.secrets.length > 0,
      `reads ${workload.secrets.length === 1 ? 'a secret' : `${workload.secrets.length} secrets`}`,
    ],
  ]
  return words.flatMap(([has, word]) => (has ? [word] : []))
}

export function episodeView(stored: StoredEpisode): IssueDetail['episodes'][number] {
  const episode: Episode = {
    ...stored,
    openedAt: stored.openedAt.toISOString(),
    closedAt: stored.closedAt?.toISOString() ?? null,
    fixBuiltAt: stored.fixBuiltAt?.toISOString() ?? null,
    rolledOutAt: stored.rolledOutAt?.toISOString() ?? null,
  }
  const segments = episodeSegments(episode, null)
  const seconds = timeToRemediationSeconds(episode)
  return {
    ...episode,
    evidence: stored.evidence && { ...stored.evidence },
    remediationSeconds: seconds === null ? null : Math.round(seconds),
    segments: Object.entries(segments).flatMap(([name, length]) =>
      length === null ? [] : [{ name, seconds: Math.round(length) }],
    ),
  }
}

export function alertView(hour: StoredAlertHour): RowOf<IssueDetail['alerts']> {
  return {
    hour: hour.hour.toISOString(),
    alerts: hour.alerts,
    firstAt: hour.firstAt.toISOString(),
    lastAt: hour.lastAt.toISOString(),
    sample: hour.sample,
  }
}
