'use client'

import { clsx } from 'clsx'
import { useRef } from 'react'
import { CopyButton } from './copy-button.tsx'
import { useOverflow } from './use-overflow.ts'

/** Commands, patches and evidence, as they are, with a button beside them that copies all of it. */
export function CodeBlock({ code, label, wrap = false }: { code: string; label: string; wrap?: boolean }) {
  const box = useRef<HTMLPreElement>(null)
  const overflows = useOverflow(box)
  return (
    <div className="flex w-full rounded-md border border-line bg-surface [contain:inline-size]">
      <pre
        ref={box}
        // What scrolls must be reachable by keyboard.
        tabIndex={overflows ? 0 : undefined}
        className={clsx(
          'max-h-96 min-w-0 flex-1 overflow-auto rounded-md py-2 pl-3 font-mono text-xs leading-5 print:max-h-none print:whitespace-pre-wrap',
          wrap && 'whitespace-pre-wrap [overflow-wrap:anywhere]',
        )}
      >
        <code>{code}</code>
      </pre>
      <div className="p-1">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
    </div>
  )
}
