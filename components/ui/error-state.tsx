'use client'

import { RotateCw } from 'lucide-react'
import { ApiProblem } from '../../lib/client/api.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { NoPermission } from './empty-state.tsx'

/**
 * Something failed: what, where, and what to do. Goes where its data would be, so that the rest of the page stays alive; small
 * and at the left in a part of a page.
 */
export function ErrorState({ what, error, onRetry }: { what: string; error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : null
  if (problem?.code === 'forbidden') return <NoPermission what={what} />
  return (
    <div
      role="alert"
      className="mx-auto flex w-full max-w-xl flex-col gap-3 px-4 py-12 in-[section]:mx-0 in-[section]:gap-2 in-[section]:px-0 in-[section]:py-1"
    >
      <h2 className="font-medium text-lg in-[section]:text-sm">Could not load {what}</h2>
      <p className="text-muted in-[section]:text-sm">
        {problem?.detail ?? 'Something unexpected happened in this page. Try again.'}
      </p>
      {onRetry && (
        <div>
          <Button onClick={onRetry}>
            <RotateCw aria-hidden="true" />
            Try again
          </Button>
        </div>
      )}
      {problem?.requestId && <RequestId id={problem.requestId} />}
    </div>
  )
}

/** What an administrator finds in the log. */
export function RequestId({ id }: { id: string }) {
  return (
    <p className="flex items-center gap-1 text-faint text-xs">
      Request <code className="font-mono">{id}</code>
      <CopyButton text={id} label="Copy request id" />
    </p>
  )
}
