import { formatDuration } from '../../../lib/client/time-format.ts'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { CloseReason } from '../../../lib/domain/lifecycle.ts'
import { FactsTable } from '../../table/facts-table.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'

type Episode = IssueDetail['episodes'][number]

const SEGMENTS: Record<string, string> = {
  waiting: 'waiting for a fix',
  building: 'fix published → built',
  rollingOut: 'built → rolled out',
  closing: 'rolled out → closed',
}

/** Every time that it was open, how it ended, and where the time went. */
export function IssueEpisodes({ episodes }: { episodes: IssueDetail['episodes'] }) {
  return (
    <FactsTable
      caption="Episodes"
      rows={episodes}
      rowKey={(episode) => episode.number}
      empty="It was never open."
      columns={[
        { heading: 'Episode', cell: (episode) => episode.number },
        {
          heading: 'Opened',
          cell: (episode) => (
            <>
              <Time at={episode.openedAt} />{' '}
              <span className="whitespace-nowrap text-muted">at {episode.openedStage}</span>
            </>
          ),
        },
        { heading: 'Ended', cell: (episode) => <Ended episode={episode} /> },
        { heading: 'Time to remediation', cell: (episode) => <Remediation episode={episode} /> },
        { heading: 'Where the time went', cell: (episode) => <Segments segments={episode.segments} /> },
      ]}
    />
  )
}

function Ended({ episode: { closedAt, closeReason, evidence } }: { episode: Episode }) {
  if (!closedAt) return <>not yet</>
  return (
    <span className="inline-flex flex-col">
      <span>
        <StatusBadge status="closed" reason={closeReason as CloseReason | null} /> <Time at={closedAt} />
      </span>
      {typeof evidence?.text === 'string' && (
        <span className="min-w-60 max-w-[60ch] text-muted [overflow-wrap:anywhere]">{evidence.text}</span>
      )}
    </span>
  )
}

function Remediation({ episode: { remediationSeconds, closedAt } }: { episode: Episode }) {
  if (remediationSeconds !== null) return <>{formatDuration(remediationSeconds * 1000)}</>
  if (!closedAt) return <span className="text-muted">still open</span>
  return (
    <span className="text-muted" title="Only what is fixed or handled counts as remediation">
      does not count
    </span>
  )
}

function Segments({ segments }: Pick<Episode, 'segments'>) {
  if (segments.length === 0)
    return <Unknown why="Neither a built fix nor its roll-out was seen">no step was seen</Unknown>
  return (
    <ul>
      {segments.map(({ name, seconds }) => (
        <li key={name} className="whitespace-nowrap">
          {SEGMENTS[name] ?? name}: {formatDuration(seconds * 1000)}
        </li>
      ))}
    </ul>
  )
}
