import { SEVERITIES, type Severity } from '../../lib/domain/severity.ts'
import { SeverityBadge } from '../ui/severity-badge.tsx'

/** Open issues by severity, those that there are. */
export function SeverityCounts({ counts }: { counts: Partial<Record<Severity, number>> }) {
  const present = SEVERITIES.filter((severity) => (counts[severity] ?? 0) > 0)
  if (present.length === 0) return <span className="text-muted">none open</span>
  return (
    <span className="inline-flex items-center gap-3">
      {present.map((severity) => (
        <span key={severity} className="inline-flex items-center gap-1">
          <SeverityBadge severity={severity} compact />
          {(counts[severity] ?? 0).toLocaleString('en-GB')}
        </span>
      ))}
    </span>
  )
}
