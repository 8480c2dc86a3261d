import { rowsHref } from '../../lib/client/metrics.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { FIGURES } from '../../lib/domain/metrics/definitions.ts'
import { NotKnown, type StageFacts } from './stage-column.tsx'

/** The pipeline as three columns of facts. */
export function stagesOf({ build, deploy, runtime, coverage, period }: Overview): StageFacts[] {
  const firstSeen = (figure: 'firstAtBuild' | 'firstAtDeploy' | 'firstAtRuntime') => ({
    definition: FIGURES[figure].definition,
    href: rowsHref({ figure, from: period.from, to: period.to }),
  })
  return [
    {
      stage: 'build',
      title: 'Build',
      came: [
        {
          label: `reports from ${build.sources} ${build.sources === 1 ? 'tool' : 'tools'}`,
          definition: 'Reports that were delivered in the period, previews left out.',
          count: build.reports,
          href: '/sources/reports',
        },
        { label: 'issues first seen here', count: build.firstSeen, ...firstSeen('firstAtBuild') },
      ],
      stopped: [
        {
          label: '',
          definition: 'A build is stopped in the CI job.',
          count: null,
          unknown: 'Builds that a CI job stopped are not told to Plimsoll',
        },
      ],
      through: [
        {
          label: 'reports set aside',
          definition: 'Reports that could not be read, or wait for a person: what they would have told is missing.',
          count: build.setAside,
          href: '/sources/reports?status=quarantined',
        },
      ],
      unknown: (
        <NotKnown
          missing={coverage.build.of - coverage.build.known}
          of={coverage.build.of}
          what="images that run were never scanned."
          href="/coverage"
        />
      ),
    },
    {
      stage: 'deploy',
      title: 'Deploy',
      came: [
        {
          label: 'decisions',
          definition: 'What the API server asked the deploy gate in the period, trial runs left out.',
          count: deploy.decisions,
          href: '/decisions',
        },
      ],
      stopped: [
        {
          label: 'refused',
          definition: 'Deploys that the gate refused.',
          count: deploy.denied,
          href: '/decisions?verdict=deny',
        },
      ],
      through: [
        {
          label: 'admitted with a warning',
          definition: 'Deploys that broke a policy that only warns.',
          count: deploy.warned,
          href: '/decisions?verdict=warn',
        },
        {
          label: 'by break-glass',
          definition: 'Deploys that somebody let pass in spite of a denial, with a reason.',
          count: deploy.brokeGlass,
          href: '/decisions',
        },
        { label: 'issues past the build', count: deploy.firstSeen, ...firstSeen('firstAtDeploy') },
      ],
      unknown: (
        <>
          <NotKnown
            missing={coverage.deploy.of - coverage.deploy.known}
            of={coverage.deploy.of}
            what="workloads run whose manifest was never seen."
            href="/coverage"
          />
          <NotKnown
            missing={coverage.clusters.of - coverage.clusters.gate}
            of={coverage.clusters.of}
            what="clusters do not ask the gate."
            href="/coverage"
          />
        </>
      ),
    },
    {
      stage: 'runtime',
      title: 'Runtime',
      came: [
        {
          label: 'alerts',
          definition: 'Alerts of runtime sensors in the period.',
          count: runtime.alerts,
          unknown: 'Alerts are not told apart by team',
        },
        {
          label: 'threats opened',
          definition: 'Issues of kind threat that opened or reopened in the period.',
          count: runtime.threats,
          href: rowsHref({ figure: 'opened', kind: 'threat', from: period.from, to: period.to }),
        },
      ],
      stopped: [
        {
          label: '',
          definition: 'Responses at runtime are not recorded.',
          count: null,
          unknown: 'No gate stops anything at runtime yet',
        },
      ],
      through: [{ label: 'issues past build and deploy', count: runtime.firstSeen, ...firstSeen('firstAtRuntime') }],
      unknown: (
        <NotKnown
          missing={coverage.runtime.of - coverage.runtime.known}
          of={coverage.runtime.of}
          what="workloads run where no sensor reports."
          href="/coverage"
        />
      ),
    },
  ]
}
