'use client'

import { useQuery } from '@tanstack/react-query'
import { AtSign } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { mentionsOptions, readMentions } from '../../lib/client/issues.ts'
import { meKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { Time } from '../ui/time.tsx'

const LOOK_EVERY_MS = 60_000

/** Where the reader was named in comments; nothing for who never was. What is shown is read once it is closed. */
export function Mentions() {
  const [open, setOpen] = useState(false)
  const { data } = useQuery({ ...mentionsOptions, refetchInterval: LOOK_EVERY_MS })
  const read = useChange(readMentions, { changes: [meKeys.mentions] })
  const rows = data?.rows ?? []
  const unread = rows.filter((mention) => !mention.read).length
  if (rows.length === 0) return null
  const label = unread > 0 ? `${unread} new ${unread === 1 ? 'mention' : 'mentions'} of you` : 'Mentions of you'
  return (
    <Popover
      title="Where you were named"
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        const newest = rows[0]
        if (!next && unread > 0 && newest) read.mutate(newest.id)
      }}
      trigger={
        <Button variant="ghost" aria-label={label} title={label}>
          <AtSign aria-hidden="true" />
          {unread > 0 && <span className="rounded-full bg-accent px-1.5 text-on-accent text-xs">{unread}</span>}
        </Button>
      }
    >
      <ul className="flex flex-col gap-3 text-sm">
        {rows.map((mention) => (
          <li key={mention.id}>
            <Link
              href={`/issues/${mention.issueId}`}
              onClick={() => setOpen(false)}
              className={mention.read ? 'underline underline-offset-4' : 'font-medium underline underline-offset-4'}
            >
              {mention.title}
            </Link>
            <p className="text-muted text-xs">
              {mention.by ?? 'Somebody whose account is gone'} <Time at={mention.at} />
              {!mention.read && ' · new'}
            </p>
            <p className="line-clamp-3 whitespace-pre-line text-muted [overflow-wrap:anywhere]">{mention.text}</p>
          </li>
        ))}
      </ul>
    </Popover>
  )
}
