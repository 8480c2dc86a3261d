'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Tooltip } from './tooltip.tsx'

/** A number that says on hover and focus what it counts; `href` leads to the very rows behind it. */
export function DefinedNumber({
  value,
  definition,
  href,
}: {
  value: number | string
  definition: ReactNode
  href?: string
}) {
  const text = typeof value === 'number' ? value.toLocaleString('en-GB') : value
  const look = 'underline decoration-dotted decoration-control underline-offset-4'
  return (
    <Tooltip content={definition}>
      {href ? (
        <Link href={href} className={`${look} hover:decoration-solid`}>
          {text}
        </Link>
      ) : (
        <button type="button" className={look}>
          {text}
        </button>
      )}
    </Tooltip>
  )
}
