import Link from 'next/link'
import type { FixDetail } from '../../lib/contract/fixes.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { DescriptionList } from '../ui/description-list.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { removedWords } from '../ui/load-words.ts'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { SeverityCounts } from '../workload/severity-counts.tsx'
import { EFFORT_WORDS, KIND_WORDS } from './fix-words.ts'

/** What a fix removes, for whom, and how much work it is. */
export function FixFacts({ fix }: { fix: FixDetail }) {
  const done = fix.endedAt !== null
  return (
    <DescriptionList
      items={[
        { term: 'Kind', value: KIND_WORDS[fix.kind] },
        {
          term: 'Where',
          value: fix.where || (fix.subjects.rows.length === 1 ? fix.subjects.rows[0]?.name : 'in several places'),
        },
        {
          term: done ? 'Removed' : 'Removes',
          value: (
            <span className="inline-flex flex-wrap items-center gap-x-3">
              <DefinedNumber
                value={`${fix.issues.toLocaleString('en-GB')} ${fix.issues === 1 ? 'issue' : 'issues'}`}
                definition={
                  done ? 'Issues that the scans found gone' : 'Open issues that are gone once this change is everywhere'
                }
              />
              <span>
                risk{' '}
                <DefinedNumber value={fix.risk} definition="The sum of the risks of these issues, each from 0 to 100" />
              </span>
              <span className="inline-flex items-center gap-1">
                load{' '}
                <LoadGauge load={fix.load} scale={Math.max(10, fix.load)} line={null} means={removedWords(fix.load)} />
              </span>
            </span>
          ),
        },
        ...(fix.fixedIssues > 0 && !done
          ? [{ term: 'Gone already', value: `${fix.fixedIssues.toLocaleString('en-GB')} by the scans` }]
          : []),
        { term: 'Effort', value: `${EFFORT_WORDS[fix.effort.size]}: ${fix.effort.why}` },
        { term: 'Who', value: <Who fix={fix} /> },
        ...(fix.notClosed && fix.notClosed.issues > 0
          ? [
              {
                term: 'Not closed by it',
                value: (
                  <Link href={`/issues?q=${encodeURIComponent(fix.notClosed.search)}`} className="underline">
                    {fix.notClosed.issues} of this package without a known fix
                  </Link>
                ),
              },
            ]
          : []),
        ...(fix.newBase
          ? [
              {
                term: 'Leaves open',
                value: fix.newBase.left ? (
                  <SeverityCounts counts={fix.newBase.left.bySeverity} />
                ) : (
                  <Unknown why="No complete scan of the newer base is known any more" />
                ),
              },
            ]
          : []),
        {
          term: 'Known since',
          value: (
            <>
              <Time at={fix.openedAt} />
              {fix.round > 1 && <span className="text-muted"> · round {fix.round}: it was done before</span>}
            </>
          ),
        },
        ...(fix.startedAt
          ? [
              {
                term: 'Started',
                value: (
                  <>
                    <Time at={fix.startedAt} /> by {fix.startedBy?.name ?? 'somebody whose account is gone'}
                  </>
                ),
              },
            ]
          : []),
        ...(fix.endedAt ? [{ term: 'Over', value: <Time at={fix.endedAt} as="moment" /> }] : []),
      ]}
    />
  )
}

function Who({ fix: { shares, otherTeams, baseOwner } }: { fix: FixDetail }) {
  const teams = shares.map(({ team, issues }) => `${team?.name ?? 'Nobody yet'} (${issues.toLocaleString('en-GB')})`)
  const others = otherTeams === 0 ? '' : otherTeams === 1 ? ' and one other team' : ` and ${otherTeams} other teams`
  return (
    <>
      {teams.join(', ')}
      {others}
      {baseOwner && <span className="text-muted"> · the base image is kept by {baseOwner.name}</span>}
    </>
  )
}
