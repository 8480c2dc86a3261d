'use client'

import { type ChangeEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { ownershipKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { OwnerFile, OwnerFilePreview } from '../../lib/contract/owner-files.ts'
import { MAX_OWNER_FILE, type OwnerFileFormat } from '../../lib/domain/imported-owners.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { notify } from '../ui/toaster.tsx'
import { ImportPreview } from './import-preview.tsx'

const KINDS = [
  { value: 'codeowners', label: 'CODEOWNERS' },
  { value: 'catalog-info', label: 'Backstage catalogue' },
] as const

/** Takes a file from the browser, shows what it would add, and imports it. */
export function ImportDialog({
  again,
  onClose,
  onName,
}: {
  /** The file that is imported anew. */
  again?: OwnerFile
  onClose: () => void
  onName: (handle: string, team: string | null) => void
}) {
  const picker = useId()
  const [repository, setRepository] = useState(again?.repository ?? '')
  const [path, setPath] = useState(again?.path ?? 'CODEOWNERS')
  const [format, setFormat] = useState<OwnerFileFormat>(again?.format ?? 'codeowners')
  const [content, setContent] = useState<string | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const upload = { repository, path, format, content }
  const preview = useChange(() => send<OwnerFilePreview>('POST', '/api/v1/ownership/files/preview', upload), {
    changes: [],
  })
  const put = useChange(() => send<{ file: OwnerFile }>('PUT', '/api/v1/ownership/files', upload), {
    changes: [ownershipKeys.all],
    done: ({ file }) => {
      notify({
        title: `${file.path} of ${file.repository} imported`,
        detail: 'Every owner is found anew in the background.',
      })
      onClose()
    },
  })
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    preview.reset()
    setTooLarge((file?.size ?? 0) > MAX_OWNER_FILE)
    if (!file || file.size > MAX_OWNER_FILE) return setContent(null)
    setContent(await file.text())
    if (again) return
    const isCatalogue = /\.ya?ml$/i.test(file.name)
    setFormat(isCatalogue ? 'catalog-info' : 'codeowners')
    setPath(file.name)
  }
  const isReady = content !== null && repository.trim() !== '' && path.trim() !== ''
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import owners"
      width="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {preview.data ? (
            <Button
              variant="primary"
              busy={put.isPending}
              disabled={preview.data.rules === 0}
              onClick={() => put.mutate(undefined)}
            >
              Import {preview.data.rules.toLocaleString('en-GB')} owners
            </Button>
          ) : (
            <Button
              variant="primary"
              disabled={!isReady}
              busy={preview.isPending}
              onClick={() => preview.mutate(undefined)}
            >
              See what it would add
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ChangeError error={put.error ?? preview.error} />
        <Field
          label="File"
          hint="CODEOWNERS of GitHub or GitLab, or a catalog-info.yaml of any number of documents; at most 800 kB."
          error={tooLarge ? 'This file is larger than 800 kB.' : null}
        >
          <input id={picker} type="file" aria-label="File" className="text-sm" onChange={take} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Repository" hint="As reports name it">
            <Input
              mono
              value={repository}
              disabled={again !== undefined}
              placeholder="shop/pay-api"
              onChange={(event) => {
                setRepository(event.target.value)
                preview.reset()
              }}
            />
          </Field>
          <Field label="Path in it">
            <Input
              mono
              value={path}
              disabled={again !== undefined}
              onChange={(event) => {
                setPath(event.target.value)
                preview.reset()
              }}
            />
          </Field>
          <Field label="Kind">
            <Select
              options={KINDS}
              value={format}
              disabled={again !== undefined}
              onChange={(value) => {
                setFormat(value)
                preview.reset()
              }}
            />
          </Field>
        </div>
        {preview.data && <ImportPreview preview={preview.data} onName={onName} />}
      </div>
    </Dialog>
  )
}
