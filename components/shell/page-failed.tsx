import { Button } from '../ui/button.tsx'
import { RequestId } from '../ui/error-state.tsx'

/** A page that could not be put together. `digest` is the id under which the server logged the cause. */
export function PageFailed({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  return (
    <div role="alert" className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-24">
      <h1 className="font-medium text-xl">This page failed</h1>
      <p className="text-muted">
        Plimsoll could not put it together. Try again
        {digest
          ? '; if it fails again, give the id below to whoever runs Plimsoll, who finds the cause under it in the log.'
          : '; if it fails again, tell whoever runs Plimsoll what you did.'}
      </p>
      <div>
        <Button onClick={onRetry}>Try again</Button>
      </div>
      {digest && <RequestId id={digest} />}
    </div>
  )
}
