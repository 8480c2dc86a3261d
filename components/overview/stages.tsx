import { formatFigure } from '../../lib/client/figure-format.ts'
import { rowsHref } from '../../lib/client/metrics.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { FIGURES, type FigureCode } from '../../lib/domain/metrics/definitions.ts'
import { NotKnown } from './not-known.tsx'
import type { StageFacts, StageLine } from './stage-column.tsx'

/** The pipeline as three columns of facts: each figure where it is true, with the rows behind it. */
export function stagesOf(overview: Overview): StageFacts[] {
  return [buildOf(overview), deployOf(overview), runtimeOf(overview)]
}

const count = (value: number) => formatFigure('count', value)

/** Issues by where they were first seen, out of all that were found in the period. */
function firstSeen(overview: Overview) {
  const { build, deploy, runtime, period } = overview
  const found = build.firstSeen.now + deploy.firstSeen.now + runtime.firstSeen.now
  return (figure: FigureCode, where: string, tally = build.firstSeen): StageLine => ({
    label: `of ${count(found)} issues found were ${where}`,
    definition: FIGURES[figure].definition,
    count: tally,
    href: rowsHref({ figure, from: period.from, to: period.to }),
  })
}

function buildOf(overview: Overview): StageFacts {
  const { build, deploy, runtime, coverage, period } = overview
  const seen = firstSeen(overview)
  const reports = `/sources/reports?since=${period.from}&previews=false`
  return {
    stage: 'build',
    title: 'Build',
    came: [
      {
        label: `reports from ${build.sources} ${build.sources === 1 ? 'tool' : 'tools'}`,
        definition: 'Reports that were delivered in the period, previews left out.',
        count: build.reports,
        href: reports,
      },
      seen('firstAtBuild', 'first seen here'),
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
        ...seen('escapeRate', 'first seen later', {
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
            none=""
            href={`${reports}&status=quarantined`}
          />
        )}
        {build.held.now > 0 && (
          <NotKnown
            missing={build.held.now}
            of={build.reports.now}
            what="reports wait for a person to confirm them"
            none=""
            href={`${reports}&status=held`}
          />
        )}
        <NotKnown
          missing={coverage.build.of - coverage.build.known}
          of={coverage.build.of}
          what="image versions that run have no complete scan"
          none={`All ${count(coverage.build.of)} image versions that run were scanned`}
          href="/coverage"
        />
      </>
    ),
  }
}

function deployOf(overview: Overview): StageFacts {
  const { deploy, runtime, coverage, period } = overview
  const seen = firstSeen(overview)
  const decisions = `/decisions?since=${period.from}&trials=false`
  const of = `of ${count(deploy.decisions.now)}`
  return {
    stage: 'deploy',
    title: 'Deploy',
    came: [
      {
        label: 'deploys asked for',
        definition: 'What the API servers asked the deploy gate in the period, trial runs left out.',
        count: deploy.decisions,
        href: decisions,
      },
      seen('firstAtDeploy', 'first seen here', deploy.firstSeen),
    ],
    stopped: [
      {
        label: `${of} refused`,
        definition: 'Deploys that the gate refused.',
        count: deploy.denied,
        href: `${decisions}&verdict=deny`,
      },
    ],
    through: [
      {
        label: `${of} admitted with a warning`,
        definition: 'Deploys that broke a policy that only warns.',
        count: deploy.warned,
        href: `${decisions}&verdict=warn`,
      },
      {
        label: `${of} by break-glass`,
        definition: 'Deploys that somebody let pass in spite of a denial, with a reason.',
        count: deploy.brokeGlass,
        href: `${decisions}&brokeGlass=true`,
      },
      seen('firstAtRuntime', 'first seen at runtime', runtime.firstSeen),
    ],
    unknown: (
      <>
        <NotKnown
          missing={coverage.deploy.of - coverage.deploy.known}
          of={coverage.deploy.of}
          what="workloads run whose manifest no gate saw"
          none={`The manifests of all ${count(coverage.deploy.of)} workloads that run were seen`}
          href="/coverage?gap=deploy"
        />
        {coverage.clusters.of > coverage.clusters.gate && (
          <NotKnown
            missing={coverage.clusters.of - coverage.clusters.gate}
            of={coverage.clusters.of}
            what="clusters do not ask the gate"
            none=""
            href="/coverage?sources=true"
          />
        )}
      </>
    ),
  }
}

function runtimeOf({ runtime, coverage, period }: Overview): StageFacts {
  const threats = (figure: 'opened' | 'reopened') =>
    rowsHref({ figure, kind: 'threat', from: period.from, to: period.to })
  return {
    stage: 'runtime',
    title: 'Runtime',
    came: [
      runtime.alerts
        ? { label: 'alerts', definition: 'Alerts of runtime sensors in the period.', count: runtime.alerts }
        : {
            notKnown: 'Not known: alerts are not told apart by team',
            definition:
              'A sensor names a cluster and a workload, not a team. Who sees all teams sees how many alerts came.',
          },
    ],
    stopped: [
      {
        notKnown: 'Not known: nothing answers at runtime yet',
        definition: 'Plimsoll stops nothing at runtime, and what other tools stop there is not reported to it.',
      },
    ],
    through: [
      {
        label: 'threats opened',
        definition: 'Issues of kind threat that opened for the first time in the period: what a sensor saw happen.',
        count: runtime.threats,
        href: threats('opened'),
      },
      {
        label: 'threats came back',
        definition: 'Issues of kind threat that had been closed and were seen again in the period.',
        count: runtime.threatsAgain,
        href: threats('reopened'),
      },
    ],
    unknown: (
      <NotKnown
        missing={coverage.runtime.of - coverage.runtime.known}
        of={coverage.runtime.of}
        what="workloads run where no sensor reports"
        none={`Sensors report from all ${count(coverage.runtime.of)} workloads that run`}
        href="/coverage?gap=runtime"
      />
    ),
  }
}
