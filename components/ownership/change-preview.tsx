import type { OwnershipMove, OwnershipPreview } from '../../lib/contract/ownership.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'

const number = (value: number) => value.toLocaleString('en-GB')

/** What would go from which team to which, and out of how much. */
export function ChangePreview({ preview: { moves, byHand, looked } }: { preview: OwnershipPreview }) {
  const all = `Looked at ${number(looked.issues)} issues, ${number(looked.workloads)} workloads, ${number(looked.images)} images and ${number(looked.repositories)} repositories.`
  return (
    <div className="flex flex-col gap-2" role="status">
      <FactsTable
        caption="What would change hands"
        rows={moves}
        rowKey={(move) => `${move.from} ${move.to}`}
        empty="Nothing would change hands."
        columns={[
          { heading: 'From', cell: ({ from }) => from ?? <span className="text-muted">nobody</span> },
          { heading: 'To', cell: toTeam },
          { heading: 'Issues', numeric: true, cell: ({ issues }) => number(issues) },
          { heading: 'Workloads', numeric: true, cell: ({ workloads }) => number(workloads) },
          { heading: 'Images', numeric: true, cell: ({ images }) => number(images) },
          { heading: 'Repositories', numeric: true, cell: ({ repositories }) => number(repositories) },
          { heading: 'For example', cell: (move) => <Examples move={move} /> },
        ]}
      />
      <p className="text-muted text-xs">
        {all} {byHand > 0 && `${number(byHand)} that a person gave to a team stay where they are.`}
      </p>
    </div>
  )
}

function toTeam({ to, isNewTeam }: OwnershipMove) {
  if (to === null) return <span className="text-muted">nobody</span>
  return (
    <>
      {to} {isNewTeam && <span className="text-muted">(new)</span>}
    </>
  )
}

function Examples({ move: { examples } }: { move: OwnershipMove }) {
  return (
    <ul className="flex min-w-56 flex-col gap-0.5 text-xs">
      {examples.map(({ type, id, label, issues, why }) => (
        <li key={`${type} ${id}`} title={why}>
          <MiddleTruncate text={label} /> <span className="text-muted">{number(issues)} issues</span>
          <span className="block text-muted [overflow-wrap:anywhere]">by {why}</span>
        </li>
      ))}
    </ul>
  )
}
