import { parseAsBoolean, parseAsIsoDate, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { ReportFilter } from '../../lib/client/sources.ts'
import type { ReportStatus } from '../../lib/contract/reports.ts'

const STATUSES = ['received', 'processed', 'held', 'quarantined', 'previewed'] as const

const PARSERS = {
  status: parseAsStringLiteral(STATUSES),
  previews: parseAsBoolean.withDefault(true),
  since: parseAsIsoDate,
}

/** The list's filters, kept in the URL; an empty one leaves no trace there. */
export function useReportFilter() {
  const [{ status, previews, since }, setState] = useQueryStates(PARSERS)
  const filter: ReportFilter = {
    ...(status && { status }),
    ...(!previews && { previews }),
    ...(since && { since: since.toISOString() }),
  }
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    setStatus: (value: ReportStatus | null) => setState({ status: value }),
    withPreviews: () => setState({ previews: null }),
    anyTime: () => setState({ since: null }),
    clear: () => setState({ status: null, previews: null, since: null }),
  }
}
