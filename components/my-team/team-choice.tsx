'use client'

import { parseAsString, useQueryState } from 'nuqs'
import type { TeamRef } from '../../lib/contract/teams.ts'
import { Select } from '../ui/select.tsx'

/** The team that the page is about, kept in the URL; the first of the reader's own when it names none. */
export function useTeamChoice(teams: readonly TeamRef[]): { team: TeamRef | null; choose: (slug: string) => void } {
  const [slug, setSlug] = useQueryState('team', parseAsString.withDefault(''))
  const team = teams.find((one) => one.slug === slug) ?? teams[0] ?? null
  return { team, choose: (chosen) => void setSlug(chosen === teams[0]?.slug ? null : chosen) }
}

export function TeamChoice({
  teams,
  team,
  onChoose,
}: {
  teams: readonly TeamRef[]
  team: TeamRef
  onChoose: (slug: string) => void
}) {
  if (teams.length < 2) return null
  return (
    <Select
      options={teams.map(({ slug, name }) => ({ value: slug, label: name }))}
      value={team.slug}
      onChange={onChoose}
      label="Team"
      className="w-48!"
    />
  )
}
