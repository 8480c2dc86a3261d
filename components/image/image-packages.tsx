'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { packageListOptions } from '../../lib/client/images.ts'
import type { ImageVersionDetail } from '../../lib/contract/image-detail.ts'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { Select } from '../ui/select.tsx'
import { packageColumns } from './package-columns.tsx'
import { useImageView } from './use-image-view.ts'

/** What is installed in the chosen version, by name. */
export function ImagePackages({
  id,
  repository,
  version,
}: {
  id: number
  repository: string
  version: ImageVersionDetail
}) {
  const view = useImageView()
  const list = useInfiniteQuery(
    packageListOptions(id, {
      version: version.id,
      ...(view.package && { q: view.package }),
      ...(view.layer !== null && { layer: view.layer }),
    }),
  )
  const rows = usePagedRows(list)
  const columns = useMemo(() => packageColumns(repository), [repository])
  const layers = [
    { value: '', label: 'All layers' },
    ...version.layers.map(({ position }) => ({ value: String(position), label: `Layer ${position}` })),
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 pb-2">
        <FilterInput label="Part of a package’s name" value={view.package} onChange={view.setPackage} />
        {version.layers.length > 0 && (
          <Select
            options={layers}
            value={view.layer === null ? '' : String(view.layer)}
            onChange={(layer) => view.setLayer(layer === '' ? null : Number(layer))}
            label="Layer"
            className="w-34!"
          />
        )}
      </div>
      <PagedTable
        what="packages"
        list={list}
        label="Packages"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${row.name} ${row.version}`}
        clear={view.package || view.layer !== null ? view.clearPackages : null}
        nothing={
          <NothingConnected title="The packages of this version are not known">
            No report listed them. Send an inventory, such as a CycloneDX or SPDX document, or Trivy’s report with{' '}
            <code className="font-mono">--list-all-pkgs</code>.
          </NothingConnected>
        }
      />
    </>
  )
}
