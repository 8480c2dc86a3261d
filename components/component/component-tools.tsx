'use client'

import { Download } from 'lucide-react'
import { type ComponentQuestion, componentExportUrl } from '../../lib/client/components.ts'
import type { ComponentPage } from '../../lib/contract/components.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'

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
      <Menu
        align="end"
        trigger={
          <IconButton label="Export">
            <Download aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onClick={() => window.location.assign(componentExportUrl(question, 'csv'))}>
          Export all as CSV
        </MenuItem>
        <MenuItem onClick={() => window.location.assign(componentExportUrl(question, 'json'))}>
          Export all as JSON
        </MenuItem>
      </Menu>
    </>
  )
}
