'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { componentSearchOptions } from '../../lib/client/components.ts'
import { CoverageLine } from '../coverage/coverage-line.tsx'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { NothingMatched } from '../ui/empty-state.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Switch } from '../ui/switch.tsx'
import { COMPONENT_COLUMNS } from './component-columns.tsx'
import { ComponentTools } from './component-tools.tsx'
import { HowToAsk } from './how-to-ask.tsx'
import { useComponentQuestion } from './use-component-question.ts'

/** Who ships a component, in which versions, and where that runs. */
export function ComponentSearch() {
  const { question, typed, setName, setRange, setRunning, clear } = useComponentQuestion()
  const router = useRouter()
  const list = useInfiniteQuery(componentSearchOptions(question))
  const rows = usePagedRows(list)
  const first = list.data?.pages[0]
  return (
    <>
      <PageHeader
        title="Components"
        actions={first && rows.length > 0 && <ComponentTools question={question} first={first} />}
      >
        <FilterInput label="Component" value={typed.q} onChange={setName} width="w-72" />
        <FilterInput label="Versions, such as < 2.17" value={typed.range} onChange={setRange} width="w-52" />
        <Switch checked={question.running ?? false} onChange={setRunning}>
          Only what runs now
        </Switch>
      </PageHeader>
      <CoverageLine about={['scans']} />
      {question.q === '' ? (
        <HowToAsk />
      ) : (
        <PagedTable
          what="components"
          list={list}
          label="Who ships it"
          columns={COMPONENT_COLUMNS}
          rows={rows}
          rowKey={(row) => `${row.purl} ${row.version} ${row.image?.versionId ?? `repository ${row.repository?.id}`}`}
          rowLabel={(row) => `${row.image?.repository ?? row.repository?.name} with ${row.version}`}
          rowHeight={40}
          onOpen={(row) => row.image && router.push(`/images/${row.image.id}?version=${row.image.versionId}`)}
          clear={null}
          nothing={
            question.range || question.running ? (
              <NothingMatched what="places" onClear={clear} />
            ) : (
              <HowToAsk nothingFound={question.q} />
            )
          }
        />
      )}
    </>
  )
}
