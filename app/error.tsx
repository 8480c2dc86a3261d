'use client'

import { Button } from '../components/ui/button.tsx'
import { RequestId } from '../components/ui/error-state.tsx'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-24">
      <h1 className="font-medium text-xl">This page failed</h1>
      <p className="text-muted">
        Plimsoll could not put it together. Try again; if it fails again, give the id below to whoever runs Plimsoll,
        who finds the cause under it in the log.
      </p>
      <div>
        <Button onClick={reset}>Try again</Button>
      </div>
      {error.digest && <RequestId id={error.digest} />}
    </main>
  )
}
