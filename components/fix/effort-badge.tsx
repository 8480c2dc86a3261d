import type { FixRow } from '../../lib/contract/fixes.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { EFFORT_WORDS } from './fix-words.ts'

/** The effort class; its reason is a hover or a focus away. */
export function EffortBadge({ effort: { size, why } }: { effort: FixRow['effort'] }) {
  return (
    <Tooltip content={why}>
      <button
        type="button"
        className="align-middle text-sm underline decoration-control decoration-dotted underline-offset-4"
      >
        {EFFORT_WORDS[size]}
      </button>
    </Tooltip>
  )
}
