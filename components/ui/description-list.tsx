import type { ReactNode } from 'react'
import { Unknown } from './unknown.tsx'

/** Facts by name. A value that is null is not known, and says so. */
export function DescriptionList({ items }: { items: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(96px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {items.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value ?? <Unknown />}</dd>
        </div>
      ))}
    </dl>
  )
}
