import { X } from 'lucide-react'
import { Button } from './button.tsx'

/** A way in which a list is narrowed that has no field of its own, as links set it; pressing it takes it away. */
export function Narrowed({ by, onRemove }: { by: string; onRemove: () => void }) {
  return (
    <Button size="small" onClick={onRemove} aria-label={`${by}: take this filter away`}>
      {by}
      <X aria-hidden="true" />
    </Button>
  )
}
