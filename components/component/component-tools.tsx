'use client'

import { type ComponentQuestion, componentExportUrl } from '../../lib/client/components.ts'
import type { ComponentPage } from '../../lib/contract/components.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'

/** How many places there are, and the way out as a file. */
export function ComponentTools({ question, first }: { question: ComponentQuestion; first: ComponentPage }) {
  const { total, matched } = first
  return (
    <>
      <span role="status" className="whitespace-nowrap text-muted text-sm">
        {total && (
          <>
            <DefinedNumber
              value={`${total.value.toLocaleString('en-GB')}${total.bounded ? '+' : ''}`}
              definition={
                matched.cut
                  ? 'Too many packages are called so to compare all their versions: name the component more exactly.'
                  : `Image versions and repositories that you may see, with ${matched.versions.toLocaleString('en-GB')} matching versions of ${matched.packages.toLocaleString('en-GB')} packages.${total.bounded ? ' Counting stopped here.' : ''}`
              }
            />{' '}
            {total.value === 1 ? 'place' : 'places'}
            {matched.cut && ' of those compared'}
          </>
        )}
      </span>
      <ExportMenu what="all" url={(format) => componentExportUrl(question, format)} />
    </>
  )
}
