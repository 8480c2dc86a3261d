import { CircleCheck, OctagonAlert } from 'lucide-react'
import { Dialog } from '../../ui/dialog.tsx'
import type { ItemResult } from '../actions/use-bulk-actions.ts'

/** How the last action on several issues went for each; what was not done comes first. */
export function BulkResults({ results, onClose }: { results: readonly ItemResult[]; onClose: () => void }) {
  const sorted = results.toSorted((a, b) => Number(a.ok) - Number(b.ok))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Results" width="medium">
      <ul className="flex flex-col gap-2 text-sm">
        {sorted.map((item) => (
          <li key={item.id} className="flex gap-2">
            {item.ok ? (
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-label="Done" />
            ) : (
              <OctagonAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-label="Not done" />
            )}
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {item.title}
              {!item.ok && <span className="block text-muted">{item.detail}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
