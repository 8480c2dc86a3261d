'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { ApiProblem } from '../../lib/client/api.ts'
import { copyWhole } from '../../lib/client/copy-whole.ts'
import { ClockProvider } from '../ui/clock.tsx'
import { Toaster } from '../ui/toaster.tsx'

const FRESH_MS = 30_000
const RETRIES = 2

/** What every page stands on: reads, URL state, the clock and messages. */
export function Providers({
  now,
  nonce,
  children,
}: {
  /** Milliseconds since the epoch when the server rendered the page. */
  now: number
  nonce: string | undefined
  children: ReactNode
}) {
  const [client] = useState(createQueryClient)
  useEffect(copyWhole, [])
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <ClockProvider now={now}>
            {children}
            <Toaster />
          </ClockProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </CSPProvider>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: mayRetry } } })
}

/** A refusal stays one; what may pass by itself is tried again. */
function mayRetry(failures: number, error: Error): boolean {
  return failures < RETRIES && error instanceof ApiProblem && (error.code === 'offline' || error.status >= 500)
}
