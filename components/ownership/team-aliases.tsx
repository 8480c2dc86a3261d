'use client'

import { Plus, Trash2 } from 'lucide-react'
import type { Team } from '../../lib/contract/teams.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import type { DraftState } from './use-draft.ts'

/** What others call our teams. Saved with the rules. */
export function TeamAliases({
  draft,
  teams,
  mayManage,
}: {
  draft: DraftState
  teams: readonly Team[]
  mayManage: boolean
}) {
  const { aliases } = draft
  return (
    <Section
      title="Team names"
      note="A name whose last part is a team’s slug means that team already: @shop/payments and group:default/payments are payments."
    >
      {aliases.length === 0 && <p className="text-muted text-sm">No other name is known yet.</p>}
      <ul className="flex flex-col gap-2" aria-label="Names of teams elsewhere">
        {aliases.map((alias, at) => (
          <li key={alias.id} className="flex flex-wrap items-center gap-2">
            <Input
              mono
              className="max-w-md flex-1"
              aria-label={`Name ${at + 1}`}
              aria-invalid={alias.handle.trim() === '' ? true : undefined}
              placeholder="@shop/pay-squad"
              value={alias.handle}
              disabled={!mayManage}
              onChange={(event) => draft.setAlias(alias.id, { handle: event.target.value })}
            />
            <span className="text-muted text-sm">means</span>
            <Select
              className="w-44"
              label={`Team of name ${at + 1}`}
              placeholder="Choose a team"
              options={teams.map(({ slug, name }) => ({ value: slug, label: name }))}
              value={alias.team}
              disabled={!mayManage}
              onChange={(team) => draft.setAlias(alias.id, { team })}
            />
            {mayManage && (
              <IconButton label={`Remove name ${at + 1}`} onClick={() => draft.removeAlias(alias.id)}>
                <Trash2 aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayManage && (
        <div>
          <Button onClick={() => draft.addAlias()}>
            <Plus aria-hidden="true" />
            Add a name
          </Button>
        </div>
      )}
    </Section>
  )
}
