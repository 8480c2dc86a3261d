'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useState } from 'react'
import { streamListOptions } from '../../lib/client/coverage.ts'
import type { SourceStream } from '../../lib/contract/coverage.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Switch } from '../ui/switch.tsx'
import { StreamDialog } from './stream-dialog.tsx'
import { StreamTable } from './stream-table.tsx'

/** What each source delivers about what, in which rhythm; those that fell silent first. */
export function SourceStreams({ mayManage }: { mayManage: boolean }) {
  const [all, setAll] = useQueryState('sources', parseAsBoolean.withDefault(false))
  const [open, setOpen] = useState<SourceStream | null>(null)
  const list = useInfiniteQuery(streamListOptions(!all))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section
      title="Sources"
      note="a source that says nothing for twice its usual gap counts as silent and is raised as an issue"
    >
      <Switch checked={all} onChange={(on) => setAll(on || null)}>
        Also those that report
      </Switch>
      {list.error ? (
        <ErrorState what="the sources" error={list.error} onRetry={list.refetch} />
      ) : list.isPending ? (
        <SkeletonLines label="Reading the sources" lines={3} />
      ) : (
        <StreamTable rows={rows} all={all} {...(mayManage && { onChange: setOpen })} />
      )}
      {list.hasNextPage && (
        <div>
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            More sources
          </Button>
        </div>
      )}
      {open && <StreamDialog stream={open} onClose={() => setOpen(null)} />}
    </Section>
  )
}
