import { formatFigure } from '../../lib/client/figure-format.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { firstSeen } from './first-seen.ts'
import { NotKnown } from './not-known.tsx'
import { plural } from './plural.ts'
import type { StageFacts } from './stage-column.tsx'

/** What CI delivered, and what no scan there had found. */
export function buildFacts(overview: Overview): StageFacts {
  const { build, deploy, runtime, coverage, period } = overview
  const reports = `/sources/reports?since=${period.from}&previews=false`
  return {
    stage: 'build',
    title: 'Build',
    came: [
      {
        label: `${plural(build.reports, 'report', 'reports')} from ${build.sources} ${build.sources === 1 ? 'tool' : 'tools'}`,
        definition: 'Reports that were delivered in the period, previews left out.',
        count: build.reports,
        href: reports,
      },
      firstSeen(overview, 'firstAtBuild', 'first seen here', build.firstSeen),
    ],
    stopped: [
      {
        notKnown: 'Not known: the build gate does not tell us yet',
        definition:
          'A CI job that fails on new issues stops by itself. That it failed, and what was in it, is not reported to Plimsoll.',
      },
    ],
    through: [
      {
        ...firstSeen(overview, 'escapeRate', 'first seen later', {
          now: deploy.firstSeen.now + runtime.firstSeen.now,
          before: deploy.firstSeen.before + runtime.firstSeen.before,
        }),
        definition:
          'Vulnerabilities, misconfigurations and secrets opened in the period that no scan at build had found: their first sighting was at deploy or at runtime.',
      },
    ],
    unknown: (
      <>
        {build.unread.now > 0 && (
          <NotKnown
            missing={build.unread.now}
            of={build.reports.now}
            what="reports could not be read"
            href={`${reports}&status=quarantined`}
          />
        )}
        {build.held.now > 0 && (
          <NotKnown
            missing={build.held.now}
            of={build.reports.now}
            what="reports wait for a person to confirm them"
            href={`${reports}&status=held`}
          />
        )}
        <NotKnown
          missing={coverage.build.of - coverage.build.known}
          of={coverage.build.of}
          what="image versions that run have no complete scan"
          none={`All ${formatFigure('count', coverage.build.of)} image versions that run were scanned`}
          href="/coverage"
        />
      </>
    ),
  }
}
