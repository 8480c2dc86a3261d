import type { ReactNode } from 'react'

/** What is not known: grey, never green and never 0. `why` says what would tell us. */
export function Unknown({ why, children = 'unknown' }: { why?: string; children?: ReactNode }) {
  return (
    <span className="text-unknown italic" title={why}>
      {children}
    </span>
  )
}
