'use client'

import { ArrowUp } from 'lucide-react'
import { Button } from '../ui/button.tsx'

/** "4 new": shows them when asked, so that rows never move under the cursor. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <span role="status" className="print:hidden">
      {count > 0 && (
        <Button size="small" onClick={onShow}>
          <ArrowUp aria-hidden="true" />
          {count.toLocaleString('en-GB')} new
        </Button>
      )}
    </span>
  )
}
