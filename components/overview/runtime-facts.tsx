import { formatFigure } from '../../lib/client/figure-format.ts'
import { rowsHref } from '../../lib/client/metrics.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { NotKnown } from './not-known.tsx'
import { plural } from './plural.ts'
import type { StageFacts, StageLine } from './stage-column.tsx'

const NO_SENSOR: StageLine = {
  notKnown: 'Not known: no sensor reports',
  definition: 'Alerts come when a runtime sensor of a cluster sends its events. Connect one under Sources.',
}
const NOT_BY_TEAM: StageLine = {
  notKnown: 'Not known: alerts are not told apart by team',
  definition: 'A sensor names a cluster and a workload, not a team. Who sees all teams sees how many alerts came.',
}

/** What sensors told, and what came of it; not known, rather than 0, where none reports. */
export function runtimeFacts({ runtime, coverage, period }: Overview): StageFacts {
  const isSensed = coverage.clusters.sensor > 0 || (runtime.alerts?.now ?? 0) > 0 || runtime.threats.now > 0
  const threats = (figure: 'opened' | 'reopened') =>
    rowsHref({ figure, kind: 'threat', from: period.from, to: period.to })
  const alerts: StageLine = runtime.alerts
    ? {
        label: plural(runtime.alerts, 'alert', 'alerts'),
        definition: 'Alerts of runtime sensors in the period.',
        count: runtime.alerts,
      }
    : NOT_BY_TEAM
  return {
    stage: 'runtime',
    title: 'Runtime',
    came: [isSensed ? alerts : NO_SENSOR],
    stopped: [
      {
        notKnown: 'Not known: nothing answers at runtime yet',
        definition: 'Plimsoll stops nothing at runtime, and what other tools stop there is not reported to it.',
      },
    ],
    through: isSensed
      ? [
          {
            label: plural(runtime.threats, 'threat opened', 'threats opened'),
            definition: 'Issues of kind threat that opened for the first time in the period: what a sensor saw happen.',
            count: runtime.threats,
            href: threats('opened'),
          },
          {
            label: plural(runtime.threatsAgain, 'threat came back', 'threats came back'),
            definition: 'Issues of kind threat that had been closed and were seen again in the period.',
            count: runtime.threatsAgain,
            href: threats('reopened'),
          },
        ]
      : [NO_SENSOR],
    unknown: (
      <NotKnown
        missing={coverage.runtime.of - coverage.runtime.known}
        of={coverage.runtime.of}
        what="workloads run where no sensor reports"
        none={`Sensors report from all ${formatFigure('count', coverage.runtime.of)} workloads that run`}
        href="/coverage?gap=runtime"
      />
    ),
  }
}
