'use client'

import { useQuery } from '@tanstack/react-query'
import { teamsOptions } from '../../../lib/client/settings.ts'
import { ChooseDialog } from './choose-dialog.tsx'
import type { Asking } from './use-asking.ts'
import { reasonOf } from './use-issue-actions.ts'

/** Gives issues to a team by hand, or leaves them to the ownership rules again. */
export function TeamDialog({
  subject,
  teamId,
  asking,
}: {
  subject: string
  /** Who has them now; undefined when they differ. */
  teamId: number | null | undefined
  asking: Asking
}) {
  const { data, error, isLoading } = useQuery(teamsOptions)
  return (
    <ChooseDialog
      title="Give to a team"
      subject={subject}
      placeholder="Team"
      choices={[
        {
          id: 'rules',
          label: 'Let the rules decide',
          detail: 'labels, image owners and the like',
          choose: () => asking.act({ type: 'team', teamId: null }),
        },
        ...(data?.rows ?? []).map((team) => ({
          id: String(team.id),
          label: team.name,
          detail: team.slug,
          current: team.id === teamId,
          choose: () => asking.act({ type: 'team', teamId: team.id }, { team }),
        })),
      ]}
      note={
        error
          ? `The teams could not be read. ${reasonOf(error)}`
          : isLoading
            ? 'Reading the teams'
            : 'A team given by hand stays, whatever later reports say.'
      }
      asking={asking}
    />
  )
}
