'use client'

import { useQuery } from '@tanstack/react-query'
import { teamsOptions } from '../../lib/client/settings.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Loaded } from './loaded.tsx'

/** Which teams, as tick boxes. */
export function TeamChoice({ chosen, onChange }: { chosen: readonly number[]; onChange: (ids: number[]) => void }) {
  const teams = useQuery(teamsOptions)
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium text-sm">Teams</legend>
      <Loaded what="the teams" read={teams}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="text-muted text-xs">There is no team yet.</p>
          ) : (
            <div className="grid max-h-48 gap-x-4 overflow-y-auto sm:grid-cols-2">
              {rows.map((team) => (
                <Checkbox
                  key={team.id}
                  checked={chosen.includes(team.id)}
                  onChange={(on) => onChange(on ? [...chosen, team.id] : chosen.filter((id) => id !== team.id))}
                >
                  {team.name}
                </Checkbox>
              ))}
            </div>
          )
        }
      </Loaded>
    </fieldset>
  )
}
