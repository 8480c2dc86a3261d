'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { unownedOptions } from '../../lib/client/ownership.ts'
import type { Unowned as UnownedThing } from '../../lib/contract/ownership.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Section } from '../ui/section.tsx'
import { Unknown } from '../ui/unknown.tsx'

type Suggestion = UnownedThing['suggestions'][number]
const NAMES = { namespace: 'Namespace', image: 'Image', repository: 'Source repository', cluster: 'Cluster' } as const

/** What nobody owns, and the teams that could; one press makes the rule that would say so, to be looked at before it is saved. */
export function Unowned({
  mayManage,
  onSuggestion,
}: {
  mayManage: boolean
  onSuggestion: (suggestion: Suggestion) => void
}) {
  const unowned = useQuery(unownedOptions)
  return (
    <Loaded what="what nobody owns" read={unowned}>
      {({ rows, issues, bounded }) => (
        <Section
          title="Unowned"
          note={
            <>
              <Link href="/issues?q=is%3Aopen%20team%3Anone" className="underline">
                {issues.toLocaleString('en-GB')} open issues
              </Link>{' '}
              belong to nobody.{bounded && ' The 100 of each kind with the most are shown.'}
            </>
          }
        >
          <FactsTable
            caption="What nobody owns"
            rows={rows}
            rowKey={({ type, id }) => `${type} ${id}`}
            empty="Everything that runs or has open issues has an owner."
            columns={[
              {
                heading: 'What',
                cell: ({ type }) => <span className="whitespace-nowrap text-muted">{NAMES[type]}</span>,
              },
              { heading: 'Name', cell: nameOf },
              {
                heading: 'Issues',
                numeric: true,
                cell: ({ issues }) => <DefinedNumber value={issues} definition="Open issues of it that nobody owns" />,
              },
              {
                heading: 'Workloads',
                numeric: true,
                cell: ({ workloads }) => (
                  <DefinedNumber
                    value={workloads}
                    definition="Workloads that run: of the namespace those that nobody owns"
                  />
                ),
              },
              {
                heading: 'Could be',
                cell: ({ suggestions }) => (
                  <Suggestions suggestions={suggestions} {...(mayManage && { onChoose: onSuggestion })} />
                ),
              },
            ]}
          />
        </Section>
      )}
    </Loaded>
  )
}

function nameOf({ type, id, label }: UnownedThing) {
  const text = <MiddleTruncate text={label} />
  if (type === 'image') return <Link href={`/images/${id}`}>{text}</Link>
  if (type === 'namespace') return <Link href={`/workloads?q=${encodeURIComponent(label)}&team=none`}>{text}</Link>
  return text
}

function Suggestions({
  suggestions,
  onChoose,
}: {
  suggestions: readonly Suggestion[]
  onChoose?: (suggestion: Suggestion) => void
}) {
  if (suggestions.length === 0) return <Unknown>nothing tells</Unknown>
  return (
    <ul className="flex flex-col sm:min-w-72 gap-1">
      {suggestions.map((suggestion) => (
        <li key={suggestion.team} className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{suggestion.teamName}</span>
          <span className="min-w-0 flex-1 text-muted text-xs [overflow-wrap:anywhere]">{suggestion.why}</span>
          {onChoose && (
            <Button size="small" onClick={() => onChoose(suggestion)}>
              {suggestion.rule ? 'Make this rule' : 'Learn this name'}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
