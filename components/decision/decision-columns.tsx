import Link from 'next/link'
import type { DecisionRow } from '../../lib/contract/decisions.ts'
import type { Column } from '../table/column.ts'
import { Badge } from '../ui/badge.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Time } from '../ui/time.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

/** The columns of the decisions list. */
export const DECISION_COLUMNS: Column<DecisionRow>[] = [
  { id: 'verdict', header: 'Answer', width: 150, cell: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
  {
    id: 'object',
    header: 'What was asked',
    width: null,
    phone: 'title',
    cell: ({ id, operation, namespace, name, kind, dryRun, breakGlass }) => (
      <span className="flex min-w-0 items-center gap-2">
        <Link href={`/decisions/${id}`} className="min-w-0 hover:underline" title={`${kind} ${namespace}/${name}`}>
          <MiddleTruncate text={`${operation.toLowerCase()} ${kind} ${namespace}/${name}`} />
        </Link>
        {dryRun && <Badge>dry run</Badge>}
        {breakGlass !== null && <Badge tone="warn">broke glass</Badge>}
      </span>
    ),
  },
  {
    id: 'policies',
    header: 'Policies broken',
    width: 230,
    from: 'md',
    cell: ({ policies }) =>
      policies.length === 0 ? <span className="text-muted">none</span> : <MiddleTruncate text={policies.join(', ')} />,
  },
  { id: 'cluster', header: 'Cluster', width: 110, cell: ({ cluster }) => cluster.name },
  {
    id: 'team',
    header: 'Team',
    width: 110,
    from: 'lg',
    cell: ({ team }) => team?.name ?? <span className="text-muted">unowned</span>,
  },
  {
    id: 'who',
    header: 'By',
    width: 200,
    from: 'xl',
    phone: 'hidden',
    cell: ({ username }) => <MiddleTruncate text={username} />,
  },
  { id: 'at', header: 'When', width: 100, cell: ({ at }) => <Time at={at} /> },
]
