import { CircleSlash, Radio } from 'lucide-react'
import Link from 'next/link'
import type { SourceStream } from '../../lib/contract/coverage.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { gapWords, streamTitle } from './stream-words.ts'

const PAGES = { image: '/images/', cluster: null, repository: null } as const

export function StreamTable({
  rows,
  all,
  onChange,
}: {
  rows: readonly SourceStream[]
  all: boolean
  onChange?: (stream: SourceStream) => void
}) {
  return (
    <FactsTable
      caption="Sources and their rhythm"
      rows={rows}
      rowKey={(stream) => stream.id}
      empty={all ? 'Nothing has reported yet.' : 'No source fell silent.'}
      columns={[
        { heading: 'Source', cell: ({ source }) => source },
        { heading: 'About', cell: (stream) => <About stream={stream} /> },
        { heading: 'State', cell: (stream) => <State stream={stream} /> },
        { heading: 'Last', cell: ({ lastAt }) => <Time at={lastAt} /> },
        {
          heading: 'Usually every',
          cell: ({ usualMinutes, expectedMinutes }) =>
            usualMinutes === null ? (
              <Unknown why="It takes five deliveries, an hour apart, to tell">not known yet</Unknown>
            ) : (
              `${gapWords(usualMinutes)}${expectedMinutes === null ? '' : ', set by hand'}`
            ),
        },
        ...(onChange
          ? [
              {
                heading: 'Action',
                cell: (stream: SourceStream) => (
                  <Button
                    size="small"
                    onClick={() => onChange(stream)}
                    aria-label={`What is expected of ${streamTitle(stream)}`}
                  >
                    Expect
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function About({ stream: { about } }: { stream: SourceStream }) {
  if (!about) return <>everything that it delivers</>
  const page = PAGES[about.type]
  const name = <MiddleTruncate text={about.name} tail={24} />
  if (!page) return name
  return (
    <Link href={`${page}${about.id}`} className="flex min-w-0 underline underline-offset-4">
      {name}
    </Link>
  )
}

function State({ stream: { silent, silentAt, watched, issueId } }: { stream: SourceStream }) {
  if (!watched) return <span className="text-muted">nothing expected</span>
  if (silentAt === null) return <Unknown why="How often it reports is not known yet">too early to tell</Unknown>
  const Icon = silent ? CircleSlash : Radio
  return (
    <span className={`inline-flex items-center gap-1 ${silent ? 'text-unknown' : 'text-ok'}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {silent ? 'silent' : 'reports'}
      {issueId !== null && (
        <Link href={`/issues/${issueId}`} className="underline underline-offset-4">
          issue
        </Link>
      )}
    </span>
  )
}
