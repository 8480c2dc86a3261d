import Link from 'next/link'
import { formatFigure } from '../../lib/client/figure-format.ts'

/** "3 of 44 workloads: no sensor reports", with the way there; in plain ink, and no link, where nothing is missing. */
export function NotKnown({
  missing,
  of,
  what,
  none,
  href,
}: {
  missing: number
  of: number
  /** What is missing, after "3 of 44". */
  what: string
  /** What it means that nothing is. */
  none?: string
  href: string
}) {
  if (of === 0) return <p className="text-unknown italic">Nothing is known to run, so nothing can be said</p>
  if (missing === 0) return <p className="text-muted">{none}</p>
  return (
    <p className="text-unknown">
      <Link href={href} className="font-medium underline decoration-control underline-offset-4">
        {formatFigure('count', missing)} of {formatFigure('count', of)}
      </Link>{' '}
      {what}
    </p>
  )
}
