import Link from 'next/link'
import type { WeightsPreview } from '../../lib/contract/risk.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Callout } from '../ui/callout.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Unknown } from '../ui/unknown.tsx'

const count = (value: number) => value.toLocaleString('en-GB')

/** Which issues would move, by how much, and over which issues that was found out. */
export function WeightsPreviewResult({ preview }: { preview: WeightsPreview }) {
  const { raised, lowered, bands, movers } = preview
  return (
    <section aria-label="What would move" className="flex flex-col gap-3">
      <h3 className="font-medium text-base">What would move</h3>
      <Basis preview={preview} />
      <p className="text-sm">
        <strong className="font-medium">{count(raised)}</strong> would rise,{' '}
        <strong className="font-medium">{count(lowered)}</strong> would fall, the others stay where they are.
      </p>
      <FactsTable
        caption="Issues that change their band"
        rows={bands}
        rowKey={({ from, to }) => `${from} ${to}`}
        empty="No issue changes its band."
        columns={[
          { heading: 'From band', cell: ({ from }) => <span className="capitalize">{from}</span> },
          { heading: 'To band', cell: ({ to }) => <span className="capitalize">{to}</span> },
          { heading: 'Issues', numeric: true, cell: ({ issues }) => count(issues) },
        ]}
      />
      {movers.length > 0 && (
        <FactsTable
          caption="Issues that move the most"
          rows={movers}
          rowKey={({ id }) => id}
          empty=""
          columns={[
            {
              heading: 'Moves the most',
              cell: ({ id, title }) => (
                <Link href={`/issues/${id}`} className="underline underline-offset-4">
                  {title}
                </Link>
              ),
            },
            {
              heading: 'Where',
              cell: ({ where }) => (
                <span className="flex min-w-32 max-w-72">
                  <MiddleTruncate text={where} />
                </span>
              ),
            },
            { heading: 'Team', cell: ({ team }) => team?.name ?? <Unknown>nobody</Unknown> },
            { heading: 'Risk now', numeric: true, cell: ({ from }) => from },
            { heading: 'Then', numeric: true, cell: ({ to }) => to },
            { heading: 'By', numeric: true, cell: ({ from, to }) => signed(to - from) },
          ]}
        />
      )}
    </section>
  )
}

function Basis({ preview: { open, compared, sample } }: { preview: WeightsPreview }) {
  if (sample === null) {
    const text = `All ${count(open)} open issues were scored both ways.`
    return (
      <p className="text-muted text-sm">
        {compared === open
          ? text
          : `${count(compared)} of ${count(open)} open issues were scored both ways; the others wait for their first score.`}
      </p>
    )
  }
  return (
    <Callout title={`${count(compared)} of ${count(open)} open issues were compared`}>
      The {count(sample.riskiest)} riskiest ones, and of the others one in {count(sample.everyNth)}. The numbers below
      are of these alone; saving scores all of them.
    </Callout>
  )
}

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`
}
