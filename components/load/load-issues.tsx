import Link from 'next/link'
import { loadIssuesHref } from '../../lib/client/load.ts'
import type { LoadRow } from '../../lib/contract/load.ts'

/** How many open issues a load is made of, leading to them where the queue can show just these. */
export function LoadIssues({ row }: { row: LoadRow }) {
  const href = row.issues > 0 ? loadIssuesHref(row) : null
  const text = row.issues.toLocaleString('en-GB')
  if (!href) return text
  return (
    <Link href={href} className="underline decoration-control underline-offset-4">
      {text}
    </Link>
  )
}
