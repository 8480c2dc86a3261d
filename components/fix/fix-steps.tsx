'use client'

import { useState } from 'react'
import type { FixDetail } from '../../lib/contract/fixes.ts'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Unknown } from '../ui/unknown.tsx'

const SHOWN = 6

/** Exactly what to change, each part to copy, with what else to know and what is not known. */
export function FixSteps({ fix: { steps, notes, unknown } }: { fix: Pick<FixDetail, 'steps' | 'notes' | 'unknown'> }) {
  const [all, setAll] = useState(false)
  const shown = all ? steps : steps.slice(0, SHOWN)
  const everything = steps.map(({ where, text }) => (where ? `# ${where}\n${text}` : text)).join('\n\n')
  return (
    <div className="flex max-w-[88ch] flex-col gap-3 text-sm">
      {shown.map(({ where, language, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name, and their order is theirs
        <div key={at} className="flex flex-col gap-1">
          {where && <p className="text-muted [overflow-wrap:anywhere]">{where}</p>}
          {language === 'text' ? (
            <div className="flex items-start gap-1">
              <p className="[overflow-wrap:anywhere]">{text}</p>
              <CopyButton text={text} label={`Copy change ${at + 1}`} />
            </div>
          ) : (
            <CodeBlock code={text} label={`change ${at + 1}`} />
          )}
        </div>
      ))}
      {steps.length > 1 && (
        <div className="flex flex-wrap items-center gap-2 print:hidden">
          {steps.length > shown.length && (
            <Button size="small" onClick={() => setAll(true)}>
              Show all {steps.length} changes
            </Button>
          )}
          <span className="inline-flex items-center gap-1 text-muted">
            All of it <CopyButton text={everything} label="Copy all changes" />
          </span>
        </div>
      )}
      {notes.map((note) => (
        <p key={note} className="[overflow-wrap:anywhere]">
          {note}
        </p>
      ))}
      {unknown.map((what) => (
        <p key={what}>
          <Unknown>{what}</Unknown>
        </p>
      ))}
    </div>
  )
}
