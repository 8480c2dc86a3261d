'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { notify } from './toaster.tsx'

/** Copies `text`; `label` says what it is: "Copy digest". */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = () =>
    writeClipboard(text).then(
      () => setCopied(true),
      () =>
        notify({ tone: 'danger', title: 'Not copied', detail: 'The browser refused. Select the text and copy it.' }),
    )

  return (
    <>
      <IconButton label={label} size="small" onClick={copy} className="print:hidden">
        {copied ? <Check aria-hidden="true" className="text-ok" /> : <Copy aria-hidden="true" />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied && 'Copied'}
      </span>
    </>
  )
}

/** `navigator.clipboard` is missing on plain http, where a first look at Plimsoll often happens. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('copy was refused')
}
