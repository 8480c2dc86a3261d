'use client'

import type { TeamRef } from '../../lib/contract/teams.ts'
import { ButtonLink } from '../ui/button.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { BestFixes } from './best-fixes.tsx'
import { OpenBySeverity } from './open-by-severity.tsx'
import { TeamChoice, useTeamChoice } from './team-choice.tsx'
import { TeamIssues } from './team-issues.tsx'
import { TeamLoad } from './team-load.tsx'

/** What a team does first, what it is late with, what it carries, and what it waits for. */
export function MyTeamPage({ teams }: { teams: readonly TeamRef[] }) {
  const { team, choose } = useTeamChoice(teams)
  if (!team) {
    return (
      <>
        <PageHeader title="My team" />
        <NothingConnected title="You are in no team yet">
          An administrator puts people into teams under Settings, or a group of your identity provider means one. Until
          then you find what nobody owns under Issues.
        </NothingConnected>
      </>
    )
  }
  const open = `is:open team:${team.slug}`
  return (
    <>
      <PageHeader
        title={team.name}
        actions={
          <ButtonLink href={`/issues?q=${encodeURIComponent(open)}`} variant="primary">
            Open issues
          </ButtonLink>
        }
      >
        <TeamChoice teams={teams} team={team} onChoose={choose} />
      </PageHeader>
      <div className="px-4 pb-8">
        <div className="gap-x-10 lg:grid lg:grid-cols-[3fr_2fr]">
          <BestFixes slug={team.slug} />
          <div className="border-line max-lg:border-t">
            <TeamLoad team={team} />
            <OpenBySeverity q={open} />
          </div>
        </div>
        <div className="border-line border-t">
          <TeamIssues
            title="Overdue and due next"
            q={`${open} due:overdue due:soon due:in-time`}
            sort="due"
            empty="Nothing of this team has a due date."
          />
          <TeamIssues
            title="Waiting for a base image"
            q={`waiting:${team.slug}`}
            sort="risk"
            empty="Nothing that this team runs waits for the owner of its base image."
          />
        </div>
      </div>
    </>
  )
}
