import Link from 'next/link'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { SeverityBadge } from '../../ui/severity-badge.tsx'
import { StageTrail } from '../../ui/stage-trail.tsx'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'
import { Rest } from './issue-versions.tsx'

type Sighting = IssueDetail['sightings']['rows'][number]

const ENDS: Record<string, string> = {
  rescanned: 'a later scan no longer found it',
  retired: 'this version is no longer in use',
  deleted: 'what had it was deleted',
  handled: 'handled by a person',
  quiet: 'not seen for long',
}

const FIX_WORDS: Record<NonNullable<Sighting['fixStatus']>, string> = {
  fixed: 'fixed in a version that is not named',
  affected: 'no fix yet',
  under_investigation: 'its vendor looks into it',
  fix_deferred: 'its vendor put the fix off',
  will_not_fix: 'its vendor will not fix it',
  end_of_life: 'its vendor no longer maintains it',
}

/** What each source said, as it said it, with the severity that it gives. */
export function IssueEvidence({ sightings }: { sightings: IssueDetail['sightings'] }) {
  if (sightings.rows.length === 0) return <p className="text-muted text-sm">No source reports it now.</p>
  const sources = Map.groupBy(sightings.rows, (sighting) => sighting.source)
  return (
    <div className="flex flex-col gap-4">
      {[...sources].map(([source, rows]) => (
        <div key={source} className="flex flex-col gap-1">
          <h3 className="font-medium text-sm">{source}</h3>
          <ul className="flex flex-col">
            {rows.map((sighting) => (
              <SightingRow key={sighting.id} sighting={sighting} />
            ))}
          </ul>
        </div>
      ))}
      <Rest shown={sightings.rows.length} total={sightings.total} what="sightings" />
    </div>
  )
}

function SightingRow({ sighting }: { sighting: Sighting }) {
  const {
    subject,
    severity,
    statedSeverity,
    stage,
    scan,
    place,
    installedVersion,
    fixedVersion,
    fixStatus,
    detail,
    reportId,
  } = sighting
  return (
    <li className="flex flex-col gap-0.5 border-line border-b py-2 text-sm last:border-b-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
        <SeverityBadge severity={severity} />
        {statedSeverity && <span className="text-muted text-xs">“{statedSeverity}” in its own words</span>}
        <span className="inline-flex items-center gap-1.5 text-xs">
          <StageTrail seen={[stage]} />
          {scan} at {stage}
        </span>
        <span className="min-w-0 max-w-full">
          <MiddleTruncate text={subject} tail={16} mono />
        </span>
        {reportId && (
          <Link href={`/sources/reports/${reportId}`} className="text-xs underline underline-offset-4">
            Report
          </Link>
        )}
      </div>
      {(place || installedVersion) && (
        <p className="[overflow-wrap:anywhere]">
          {installedVersion && (
            <>
              {installedVersion} installed,{' '}
              {fixedVersion ? (
                `fixed in ${fixedVersion}`
              ) : fixStatus ? (
                FIX_WORDS[fixStatus]
              ) : (
                <Unknown>no fixed version named</Unknown>
              )}
            </>
          )}
          {installedVersion && place && ' · '}
          {place && <span className="font-mono text-xs">{place}</span>}
        </p>
      )}
      {sighting.morePlaces.length > 0 && (
        <ul className="flex flex-col [overflow-wrap:anywhere]">
          {sighting.morePlaces.map((more) => (
            <li key={`${more.place} ${more.installedVersion}`}>
              also {[more.installedVersion && `${more.installedVersion} in`, more.place].filter(Boolean).join(' ')}
            </li>
          ))}
        </ul>
      )}
      <p className="text-muted">
        Seen from <Time at={sighting.firstSeenAt} /> until <Time at={sighting.lastSeenAt} />
        {!sighting.active && `, ended: ${ENDS[sighting.endReason ?? ''] ?? sighting.endReason}`}
      </p>
      {Object.keys(detail).length > 0 && (
        <details className="print:hidden">
          <summary className="w-fit text-muted text-xs underline decoration-dotted underline-offset-4">
            What {sighting.source} said
          </summary>
          <div className="mt-1">
            <CodeBlock label="evidence" code={JSON.stringify(detail, null, 2)} wrap />
          </div>
        </details>
      )}
    </li>
  )
}
