'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { clocksOptions } from '../../lib/client/clocks.ts'
import { teamsOptions } from '../../lib/client/settings.ts'
import type { ClockVersion } from '../../lib/contract/clocks.ts'
import { Loaded } from '../settings/loaded.tsx'
import { Section } from '../ui/section.tsx'
import { CalendarFields } from './calendar-fields.tsx'
import { ClockHistory } from './clock-history.tsx'
import type { Policy } from './clock-words.ts'
import { RulesTable } from './rules-table.tsx'
import { SaveBar } from './save-bar.tsx'
import { WarningFields } from './warning-fields.tsx'

/** By when what has to be fixed: read by everybody, set by those who answer for it. */
export function ClocksPage({ mayManage }: { mayManage: boolean }) {
  const clocks = useQuery(clocksOptions)
  // The job outlives the editor, which begins anew with each version.
  const [jobId, setJobId] = useState<number | null>(null)
  return (
    <Loaded what="the clocks" read={clocks}>
      {(current) => (
        <Editor key={current.version} current={current} mayManage={mayManage} jobId={jobId} onSaved={setJobId} />
      )}
    </Loaded>
  )
}

function Editor({
  current,
  mayManage,
  jobId,
  onSaved,
}: {
  current: ClockVersion
  mayManage: boolean
  jobId: number | null
  onSaved: (jobId: number) => void
}) {
  const { data: teams } = useQuery(teamsOptions)
  const [policy, setPolicy] = useState<Policy>(current.policy)
  const [taken, setTaken] = useState(0)
  const take = (other: Policy) => {
    setPolicy(other)
    // The fields that keep their own text begin anew.
    setTaken(taken + 1)
  }
  const changed = JSON.stringify(policy) !== JSON.stringify(current.policy)
  return (
    <>
      <Section
        title="Clocks"
        note="days until an issue is due, counted from the day on which it opened; the clock that fits its team and environment best wins"
      >
        <RulesTable
          rules={policy.rules}
          teams={teams?.rows ?? []}
          mayManage={mayManage}
          onChange={(rules) => setPolicy({ ...policy, rules })}
        />
        <p className="max-w-[88ch] text-muted text-xs">
          An empty field means no date. The clock stands while the risk is accepted, and what stood is added. When team,
          environment, severity or risk change, the date follows.
        </p>
      </Section>
      <Section title="Days">
        <CalendarFields
          key={taken}
          calendar={policy.calendar}
          mayManage={mayManage}
          onChange={(calendar) => setPolicy({ ...policy, calendar })}
        />
      </Section>
      <Section title="Warnings and acceptances">
        <WarningFields policy={policy} mayManage={mayManage} onChange={setPolicy} />
      </Section>
      {mayManage && (
        <SaveBar
          version={current.version}
          policy={policy}
          changed={changed}
          jobId={jobId}
          onReset={() => take(current.policy)}
          onSaved={onSaved}
        />
      )}
      <ClockHistory mayManage={mayManage} onTake={take} />
    </>
  )
}
