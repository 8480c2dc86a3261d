'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { mergeCandidatesOptions } from '../../../lib/client/issues.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { RadioRow } from './radio-row.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import type { Asking } from './use-asking.ts'

/** Says that an issue is the same as another one, which is looked for by its words. */
export function MergeDialog({ issue, asking }: { issue: IssueRow; asking: Asking }) {
  const [text, setText] = useState('')
  const [into, setInto] = useState<number | null>(null)
  const [missing, setMissing] = useState(false)
  const { data, isFetching } = useQuery(mergeCandidatesOptions(issue, text.trim()))
  const rows = data?.rows.filter(({ id }) => id !== issue.id) ?? []
  return (
    <ReasonDialog
      title="Join to another issue"
      subject={issue.title}
      label="Why are they the same?"
      hint="What is found as this one counts as the other from now on, through every later scan, until somebody splits them again. This one closes as merged."
      button="Join"
      asking={asking}
      onSubmit={async (reason) => {
        setMissing(into === null)
        return into !== null && (await asking.act({ type: 'merge', into, reason }))
      }}
    >
      <Field label="The other issue" error={missing && into === null ? 'Choose the issue that goes on.' : null}>
        <Input
          value={text}
          placeholder="CVE, package, rule, image or workload"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div
        role="radiogroup"
        aria-label="Issues of the same kind"
        className="-mt-2 max-h-48 overflow-y-auto"
        aria-busy={isFetching}
      >
        {rows.map((row) => (
          <RadioRow
            key={row.id}
            name="into"
            checked={into === row.id}
            onChange={() => setInto(row.id)}
            label={row.title}
            detail={`${row.where.label} · risk ${row.risk}`}
          />
        ))}
        {rows.length === 0 && !isFetching && (
          <p className="px-1 py-2 text-muted text-sm">
            {text.trim() === ''
              ? `There is no other ${issue.kind} that is not closed${issue.where.type === 'image' ? ' in this image' : ''}.`
              : `No other ${issue.kind} that is not closed has these words.`}
          </p>
        )}
      </div>
    </ReasonDialog>
  )
}
