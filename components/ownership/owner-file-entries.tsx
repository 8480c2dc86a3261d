'use client'

import { useQuery } from '@tanstack/react-query'
import { ownerFileOptions } from '../../lib/client/ownership.ts'
import type { OwnerEntry, OwnerFile } from '../../lib/contract/owner-files.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** What an imported file says, line by line, and what in it was left out. */
export function OwnerFileEntries({ file, onClose }: { file: OwnerFile; onClose: () => void }) {
  const read = useQuery(ownerFileOptions(file.id))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`${file.path} of ${file.repository}`} width="wide">
      <Loaded what="the file" read={read}>
        {({ entries, bounded, problems }) => (
          <>
            <Problems problems={problems} />
            <EntryTable caption="What the file says" entries={entries} empty="Nothing in it names an owner." />
            {bounded && <p className="text-muted text-xs">The first 200 are shown.</p>}
          </>
        )}
      </Loaded>
    </Dialog>
  )
}

export function Problems({ problems }: { problems: OwnerFile['problems'] }) {
  if (problems.length === 0) return null
  return (
    <ul className="mb-2 flex flex-col gap-0.5 text-sm" aria-label="Lines that are left out">
      {problems.map(({ line, message }) => (
        <li key={`${line} ${message}`} className="text-danger [overflow-wrap:anywhere]">
          Line {line}: {message}
        </li>
      ))}
    </ul>
  )
}

export function EntryTable({
  caption,
  entries,
  empty,
}: {
  caption: string
  entries: readonly OwnerEntry[]
  empty: string
}) {
  return (
    <FactsTable
      caption={caption}
      rows={entries}
      rowKey={({ line }) => line}
      empty={empty}
      columns={[
        { heading: 'Line', numeric: true, cell: ({ line }) => line },
        {
          heading: 'What',
          cell: ({ what }) => <code className="font-mono text-xs [overflow-wrap:anywhere]">{what}</code>,
        },
        {
          heading: 'Owner',
          cell: ({ owners }) =>
            owners.length === 0 ? (
              <span className="text-muted">nobody</span>
            ) : (
              owners.map(({ name, team }) => (
                <span key={name} className="block">
                  <code className="font-mono text-xs [overflow-wrap:anywhere]">{name}</code>{' '}
                  {team ? <span className="text-muted">is {team}</span> : <Unknown>no team</Unknown>}
                </span>
              ))
            ),
        },
      ]}
    />
  )
}
