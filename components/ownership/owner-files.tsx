'use client'

import { useQuery } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { ownerFilesOptions } from '../../lib/client/ownership.ts'
import { ownershipKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { OwnerFile } from '../../lib/contract/owner-files.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { notify } from '../ui/toaster.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { OwnerFileEntries } from './owner-file-entries.tsx'
import type { DraftState } from './use-draft.ts'

export const FORMATS = { codeowners: 'CODEOWNERS', 'catalog-info': 'Backstage catalogue' } as const

/** CODEOWNERS files and catalogues that were imported, one of each path of a repository. */
export function OwnerFiles({
  draft,
  mayManage,
  onName,
}: {
  draft: DraftState
  mayManage: boolean
  /** A name was taken up for the table of names. */
  onName: () => void
}) {
  const files = useQuery(ownerFilesOptions)
  const [open, setOpen] = useState<OwnerFile | 'new' | null>(null)
  const [shown, setShown] = useState<OwnerFile | null>(null)
  const remove = useChange((file: OwnerFile) => send('DELETE', `/api/v1/ownership/files/${file.id}`), {
    changes: [ownershipKeys.all],
    done: (_, file) => notify({ title: `${file.path} of ${file.repository} forgotten` }),
  })
  return (
    <Section
      title="Imported owners"
      note="Each file stands for its path in its repository; importing it again replaces it."
    >
      {mayManage && (
        <div>
          <Button variant="primary" onClick={() => setOpen('new')}>
            <Upload aria-hidden="true" />
            Import a file
          </Button>
        </div>
      )}
      <ChangeError error={remove.error} />
      <Loaded what="the imported files" read={files}>
        {({ rows }) => (
          <FactsTable
            caption="Imported files"
            rows={rows}
            rowKey={({ id }) => id}
            empty="No file was imported yet. Take the CODEOWNERS of a repository, or the catalog-info.yaml of your catalogue."
            columns={[
              { heading: 'Repository', cell: ({ repository }) => <MiddleTruncate text={repository} /> },
              { heading: 'File', cell: ({ path }) => <code className="font-mono text-xs">{path}</code> },
              { heading: 'Kind', cell: ({ format }) => FORMATS[format] },
              { heading: 'Owners named', numeric: true, cell: ({ rules }) => rules.toLocaleString('en-GB') },
              {
                heading: 'Left out',
                numeric: true,
                cell: ({ problems }) => problems.length || <span className="text-muted">0</span>,
              },
              {
                heading: 'Imported',
                cell: ({ importedAt, importedBy }) => (
                  <>
                    <Time at={importedAt} /> {importedBy && <span className="text-muted">by {importedBy}</span>}
                  </>
                ),
              },
              {
                heading: 'Action',
                cell: (file) => (
                  <span className="flex gap-1">
                    <Button
                      size="small"
                      aria-label={`Show ${file.path} of ${file.repository}`}
                      onClick={() => setShown(file)}
                    >
                      Show
                    </Button>
                    {mayManage && (
                      <>
                        <Button
                          size="small"
                          aria-label={`Import ${file.path} of ${file.repository} again`}
                          onClick={() => setOpen(file)}
                        >
                          Import again
                        </Button>
                        <Button
                          size="small"
                          variant="ghost"
                          aria-label={`Forget ${file.path} of ${file.repository}`}
                          onClick={() => remove.mutate(file)}
                        >
                          Forget
                        </Button>
                      </>
                    )}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {open && (
        <ImportDialog
          {...(open !== 'new' && { again: open })}
          onClose={() => setOpen(null)}
          onName={(handle, team) => {
            draft.addAlias({ handle, team })
            setOpen(null)
            onName()
          }}
        />
      )}
      {shown && <OwnerFileEntries file={shown} onClose={() => setShown(null)} />}
    </Section>
  )
}
