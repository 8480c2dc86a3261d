'use client'

import type { ReactNode } from 'react'
import { ErrorState } from '../ui/error-state.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'

/** What a read became: its data, its shape while it is coming, or why it failed. */
export function Loaded<Data>({
  what,
  read,
  children,
}: {
  what: string
  read: { data: Data | undefined; error: Error | null; refetch: () => unknown }
  children: (data: Data) => ReactNode
}) {
  if (read.data !== undefined) return children(read.data)
  if (read.error) return <ErrorState what={what} error={read.error} onRetry={() => read.refetch()} />
  return <SkeletonLines label={`Reading ${what}`} lines={4} />
}
