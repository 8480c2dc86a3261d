'use client'

import { PageFailed } from '../components/shell/page-failed.tsx'

export default function OuterError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <PageFailed digest={error.digest} onRetry={reset} />
    </main>
  )
}
