import { ButtonLink } from '../ui/button.tsx'

/** What an address leads to when nothing is there, or nothing that this person may see. */
export function PageMissing() {
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-24">
      <h1 className="font-medium text-xl">There is nothing at this address</h1>
      <p className="text-muted">
        It may have been removed, or your teams do not allow you to see it. Check the link, or go on from the queue.
      </p>
      <div>
        <ButtonLink href="/issues">To the issues</ButtonLink>
      </div>
    </div>
  )
}
