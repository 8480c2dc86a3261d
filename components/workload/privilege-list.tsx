import { Check, CircleHelp, TriangleAlert } from 'lucide-react'
import type { Privilege } from './privileges.ts'

const LOOK = {
  granted: { Icon: TriangleAlert, colour: 'text-warn', word: 'yes' },
  refused: { Icon: Check, colour: 'text-ok', word: 'no' },
  unknown: { Icon: CircleHelp, colour: 'text-unknown', word: 'not said' },
} as const

/** Privileges by shape, word and colour: granted, refused, or not said by the manifest. */
export function PrivilegeList({ privileges }: { privileges: readonly Privilege[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {privileges.map(({ name, granted, meaning }) => {
        const { Icon, colour, word } = LOOK[granted === null ? 'unknown' : granted ? 'granted' : 'refused']
        return (
          <li key={name} title={meaning} className="inline-flex items-center gap-1">
            <Icon className={`size-3.5 shrink-0 ${colour}`} aria-hidden="true" />
            {name}: <span className={colour}>{word}</span>
          </li>
        )
      })}
    </ul>
  )
}
