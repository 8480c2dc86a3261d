'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { bulkResultsOptions } from '../../../lib/client/bulk.ts'
import type { BulkItem } from '../../../lib/contract/bulk.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** What came of each issue of a bulk action, page by page. */
export function JobResults({ jobId, onClose }: { jobId: number; onClose: () => void }) {
  const [failedOnly, setFailedOnly] = useState(false)
  const list = useInfiniteQuery(bulkResultsOptions(jobId, failedOnly ? 'failed' : null))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Results" width="medium">
      <div className="flex flex-col gap-3">
        <Checkbox checked={failedOnly} onChange={setFailedOnly}>
          Only what was not done
        </Checkbox>
        {list.error && <p className="text-danger text-sm">The results could not be read. Close this and try again.</p>}
        <ul className="flex flex-col gap-2 text-sm" aria-busy={list.isFetching}>
          {rows.map((item) => (
            <li key={item.position} className="flex gap-2">
              <Outcome outcome={item.outcome} />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {item.title === null ? (
                  `Issue ${item.issueId}, which is gone`
                ) : (
                  <Link href={`/issues/${item.issueId}`} className="underline underline-offset-4">
                    {item.title}
                  </Link>
                )}
                {item.detail && <span className="block text-muted">{item.detail}</span>}
              </span>
            </li>
          ))}
        </ul>
        {rows.length === 0 && !list.isFetching && (
          <p className="text-muted text-sm">{failedOnly ? 'Nothing failed.' : 'Nothing was done yet.'}</p>
        )}
        {list.hasNextPage && (
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            More
          </Button>
        )}
      </div>
    </Dialog>
  )
}

function Outcome({ outcome }: Pick<BulkItem, 'outcome'>) {
  const look = 'mt-0.5 size-4 shrink-0'
  if (outcome === 'done') return <CircleCheck className={`${look} text-ok`} role="img" aria-label="Done" />
  if (outcome === 'failed') return <OctagonAlert className={`${look} text-danger`} role="img" aria-label="Not done" />
  return <CircleDashed className={`${look} text-muted`} role="img" aria-label="Not its turn yet" />
}
