'use client'

import { Download } from 'lucide-react'
import { IconButton } from './icon-button.tsx'
import { Menu, MenuItem } from './menu.tsx'

/** The way out of a list as a file; `what` is how "Export" goes on, `url` where each format is. */
export function ExportMenu({ what, url }: { what: string; url: (format: 'csv' | 'json') => string }) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Export">
          <Download aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onClick={() => window.location.assign(url('csv'))}>Export {what} as CSV</MenuItem>
      <MenuItem onClick={() => window.location.assign(url('json'))}>Export {what} as JSON</MenuItem>
    </Menu>
  )
}
