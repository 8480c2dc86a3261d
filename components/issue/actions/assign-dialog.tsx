'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { assigneesOptions } from '../../../lib/client/issues.ts'
import { meOptions } from '../../../lib/client/settings.ts'
import type { IssueRow, PersonRef } from '../../../lib/contract/issues.ts'
import { type Choice, ChooseDialog } from './choose-dialog.tsx'
import type { Asking } from './use-asking.ts'
import { reasonOf } from './use-issue-actions.ts'

/** Gives issues to a person who may hold every one of them, or lays them down. */
export function AssignDialog({
  issues,
  subject,
  asking,
}: {
  issues: readonly IssueRow[]
  subject: string
  asking: Asking
}) {
  const { data: me } = useQuery(meOptions)
  const teamIds = [...new Set(issues.map(({ team }) => team?.id ?? null))]
  const { people, loading, error } = useQueries({
    queries: teamIds.map(assigneesOptions),
    combine: (answers) => ({
      people: inEvery(answers.map(({ data }) => data?.rows ?? [])),
      loading: answers.some(({ isLoading }) => isLoading),
      error: answers.find((answer) => answer.error)?.error ?? null,
    }),
  })
  const holders = new Set(issues.map(({ assignee }) => assignee?.id ?? null))
  const choice = ({ id, name }: PersonRef): Choice => ({
    id,
    label: id === me?.id ? 'Me' : name,
    ...(id === me?.id && { detail: name }),
    current: holders.size === 1 && holders.has(id),
    choose: () => asking.act({ type: 'assign', userId: id }, { person: { id, name } }),
  })
  const choices: Choice[] = [
    ...people.filter(({ id }) => id === me?.id).map(choice),
    {
      id: 'nobody',
      label: 'Nobody',
      current: holders.size === 1 && holders.has(null),
      choose: () => asking.act({ type: 'assign', userId: null }, { person: null }),
    },
    ...people.filter(({ id }) => id !== me?.id).map(choice),
  ]
  const note = error
    ? `The people could not be read. ${reasonOf(error)}`
    : loading
      ? 'Reading the people'
      : teamIds.length > 1
        ? 'People who may hold issues of all these teams.'
        : 'The security team, administrators, and the developers of the team.'
  return (
    <ChooseDialog
      title="Assign to"
      subject={subject}
      placeholder="Name"
      choices={choices}
      note={note}
      asking={asking}
    />
  )
}

function inEvery([first = [], ...others]: readonly PersonRef[][]): PersonRef[] {
  const known = others.map((people) => new Set(people.map(({ id }) => id)))
  return first.filter(({ id }) => known.every((ids) => ids.has(id)))
}
