'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ownershipOptions } from '../../lib/client/ownership.ts'
import { teamsOptions } from '../../lib/client/settings.ts'
import type { Ownership } from '../../lib/contract/ownership.ts'
import type { Team } from '../../lib/contract/teams.ts'
import { Loaded } from '../settings/loaded.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { OwnerFiles } from './owner-files.tsx'
import { Reassessment } from './reassessment.tsx'
import { Rules } from './rules.tsx'
import { SaveBar } from './save-bar.tsx'
import { SignInGroups } from './sign-in-groups.tsx'
import { TeamAliases } from './team-aliases.tsx'
import { Unowned } from './unowned.tsx'
import { useDraft } from './use-draft.ts'

const TABS = ['rules', 'unowned', 'files', 'names', 'groups'] as const

interface Rights {
  mayManage: boolean
  mayManagePeople: boolean
}

/** Whose an issue is: the rules, what nobody owns, imported owners, names of teams elsewhere, and groups of the sign-in. */
export function OwnershipSettings(rights: Rights) {
  const ownership = useQuery(ownershipOptions)
  const teams = useQuery(teamsOptions)
  return (
    <Loaded what="the rules" read={ownership}>
      {(stored) => (
        <Loaded what="the teams" read={teams}>
          {({ rows }) => <Views stored={stored} teams={rows} {...rights} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function Views({ stored, teams, mayManage, mayManagePeople }: Rights & { stored: Ownership; teams: readonly Team[] }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('rules'))
  const draft = useDraft(stored)
  const editing = { draft, teams, mayManage }
  return (
    <div className="flex flex-col gap-4 py-2">
      <Reassessment jobId={stored.jobId} />
      {mayManage && draft.isChanged && <SaveBar draft={draft} />}
      <Tabs
        label="Ownership"
        value={tab}
        onChange={setTab}
        items={[
          { value: 'rules', label: 'Rules', content: <Rules {...editing} stored={stored} /> },
          {
            value: 'unowned',
            label: 'Unowned',
            content: (
              <Unowned
                mayManage={mayManage}
                onSuggestion={({ rule, alias, team }) => {
                  if (rule) draft.addRule({ ...rule, team })
                  else if (alias) draft.addAlias({ handle: alias, team })
                  setTab(rule ? 'rules' : 'names')
                }}
              />
            ),
          },
          {
            value: 'files',
            label: 'Imported owners',
            content: <OwnerFiles {...editing} onName={() => setTab('names')} />,
          },
          { value: 'names', label: 'Team names', content: <TeamAliases {...editing} /> },
          {
            value: 'groups',
            label: 'Sign-in groups',
            content: <SignInGroups teams={teams} mayManage={mayManagePeople} />,
          },
        ]}
      />
    </div>
  )
}
