import { formatFigure } from '../../lib/client/figure-format.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { firstSeen } from './first-seen.ts'
import { NotKnown } from './not-known.tsx'
import { plural } from './plural.ts'
import type { StageFacts, StageLine } from './stage-column.tsx'

const NO_GATE: StageLine = {
  notKnown: 'Not known: no cluster asks the gate',
  definition:
    'Decisions are made when the API server of a cluster asks before it admits an object. Connect a cluster under Sources.',
}

/** What the API servers asked, and what the gate answered; not known, rather than 0, where none asks. */
export function deployFacts(overview: Overview): StageFacts {
  const { deploy, runtime, coverage, period } = overview
  const decisions = `/decisions?since=${period.from}&trials=false`
  const of = `of ${formatFigure('count', deploy.decisions.now)}`
  const isAsked = coverage.clusters.gate > 0 || deploy.decisions.now > 0
  const asked = (...lines: StageLine[]) => (isAsked ? lines : [NO_GATE])
  const seenHere = firstSeen(overview, 'firstAtDeploy', 'first seen here', deploy.firstSeen)
  const seenLater = firstSeen(overview, 'firstAtRuntime', 'first seen at runtime', runtime.firstSeen)
  return {
    stage: 'deploy',
    title: 'Deploy',
    came: asked(
      {
        label: plural(deploy.decisions, 'deploy asked for', 'deploys asked for'),
        definition: 'What the API servers asked the deploy gate in the period, trial runs left out.',
        count: deploy.decisions,
        href: decisions,
      },
      seenHere,
    ),
    stopped: asked({
      label: `${of} refused`,
      definition: 'Deploys that the gate refused.',
      count: deploy.denied,
      href: `${decisions}&verdict=deny`,
    }),
    through: asked(
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
      seenLater,
    ),
    unknown: (
      <>
        <NotKnown
          missing={coverage.deploy.of - coverage.deploy.known}
          of={coverage.deploy.of}
          what="workloads run whose manifest no gate saw"
          none={`The manifests of all ${formatFigure('count', coverage.deploy.of)} workloads that run were seen`}
          href="/coverage?gap=deploy"
        />
        {coverage.clusters.of > coverage.clusters.gate && (
          <NotKnown
            missing={coverage.clusters.of - coverage.clusters.gate}
            of={coverage.clusters.of}
            what="clusters do not ask the gate"
            href="/coverage?sources=true"
          />
        )}
      </>
    ),
  }
}
