'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Ownership } from '../../lib/contract/ownership.ts'
import type { Team } from '../../lib/contract/teams.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { RuleOrder } from './rule-order.tsx'
import { RuleRow } from './rule-row.tsx'
import type { DraftState } from './use-draft.ts'

/** The rules in their order, as a list that is edited in place. */
export function Rules({
  draft,
  teams,
  stored,
  mayManage,
}: {
  draft: DraftState
  teams: readonly Team[]
  stored: Ownership
  mayManage: boolean
}) {
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const { rules } = draft
  const move = (id: number, to: number) => {
    if (to < 0 || to >= rules.length) return
    draft.moveRule(id, to)
    setSaid(`Now rule ${to + 1} of ${rules.length}`)
  }
  const saved = stored.updatedAt !== null && (
    <>
      Version {stored.version}, saved <Time at={stored.updatedAt} />
      {stored.updatedBy && ` by ${stored.updatedBy}`}.
    </>
  )
  return (
    <Section title="Rules" note={saved}>
      <RuleOrder />
      {rules.length === 0 && (
        <p className="text-muted text-sm">
          There is no rule. Labels of workloads and images, imported owners and hands decide alone.
        </p>
      )}
      <ol className="flex flex-col" aria-label="Ownership rules in their order">
        {rules.map((rule, at) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            at={at}
            count={rules.length}
            teams={teams}
            mayManage={mayManage}
            isDragged={dragged === rule.id}
            onChange={(edit) => draft.setRule(rule.id, edit)}
            onMove={(to) => move(rule.id, to)}
            onRemove={() => draft.removeRule(rule.id)}
            onDrag={setDragged}
            onDrop={() => {
              if (dragged !== null) move(dragged, at)
              setDragged(null)
            }}
          />
        ))}
      </ol>
      <p className="sr-only" role="status">
        {said}
      </p>
      {mayManage && (
        <div>
          <Button onClick={() => draft.addRule()}>
            <Plus aria-hidden="true" />
            Add a rule
          </Button>
        </div>
      )}
    </Section>
  )
}
