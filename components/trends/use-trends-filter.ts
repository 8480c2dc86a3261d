import { parseAsInteger, parseAsIsoDate, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { MetricsFilter } from '../../lib/client/metrics.ts'
import { BASES, DIMENSIONS, type Dimension } from '../../lib/domain/metrics/definitions.ts'
import { ISSUE_KINDS } from '../../lib/domain/observation.ts'
import { ENVIRONMENTS } from '../../lib/domain/risk-context.ts'
import { SEVERITIES } from '../../lib/domain/severity.ts'

const PARSERS = {
  days: parseAsInteger,
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  as: parseAsStringLiteral(BASES),
  team: parseAsString,
  cluster: parseAsString,
  environment: parseAsStringLiteral([...ENVIRONMENTS, 'none']),
  kind: parseAsStringLiteral(ISSUE_KINDS),
  severity: parseAsStringLiteral(SEVERITIES),
  by: parseAsStringLiteral(DIMENSIONS),
}

/** What Trends is asked, kept in the URL; a default leaves no trace there. */
export function useTrendsFilter() {
  const [{ from, to, days, as, team, cluster, environment, kind, severity, by }, set] = useQueryStates(PARSERS, {
    history: 'push',
  })
  const scope: Omit<MetricsFilter, 'by'> = {
    ...(days && !from && !to && { days }),
    ...(from && { from: dayText(from) }),
    ...(to && { to: dayText(to) }),
    ...(as === 'now' && { as }),
    ...(team && { team }),
    ...(cluster && { cluster }),
    ...(environment && { environment }),
    ...(kind && { kind }),
    ...(severity && { severity }),
  }
  return {
    scope,
    by: by ?? ('team' as Dimension),
    isFiltered: Boolean(team || cluster || environment || kind || severity),
    set,
    clear: () => set({ team: null, cluster: null, environment: null, kind: null, severity: null }),
  }
}

function dayText(day: Date): string {
  return day.toISOString().slice(0, 10)
}
