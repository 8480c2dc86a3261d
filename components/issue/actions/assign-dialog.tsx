'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meOptions, peopleOptions } from '../../../lib/client/settings.ts'
import { type Choice, ChooseDialog } from './choose-dialog.tsx'
import { type Asking, reasonOf } from './use-issue-actions.ts'

/** Gives issues to a person. Who may not see everybody's accounts can take them, or lay them down. */
export function AssignDialog({
  subject,
  assigneeId,
  asking,
}: {
  subject: string
  /** Who has them now; undefined when they differ. */
  assigneeId: string | null | undefined
  asking: Asking
}) {
  const { data: me } = useQuery(meOptions)
  const maySeeAll = me !== undefined && ['admin', 'security', 'auditor'].includes(me.role)
  const people = useInfiniteQuery({ ...peopleOptions, enabled: maySeeAll })
  const { hasNextPage, isFetchingNextPage, fetchNextPage, error } = people
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, error])

  const choice = (person: { id: string; name: string }, label: string, detail: string): Choice => ({
    id: person.id,
    label,
    detail,
    current: person.id === assigneeId,
    choose: () => asking.act({ type: 'assign', userId: person.id }, { person: { id: person.id, name: person.name } }),
  })
  const others = people.data?.pages.flatMap((page) => page.rows).filter((person) => person.id !== me?.id) ?? []
  const choices: Choice[] = [
    ...(me ? [choice(me, 'Me', me.name)] : []),
    {
      id: 'nobody',
      label: 'Nobody',
      current: assigneeId === null,
      choose: () => asking.act({ type: 'assign', userId: null }, { person: null }),
    },
    ...others.filter((person) => person.disabledAt === null).map((person) => choice(person, person.name, person.email)),
  ]
  const note = error
    ? `The others could not be read. ${reasonOf(error)}`
    : people.isLoading
      ? 'Reading the others'
      : me && !maySeeAll
        ? 'Your role does not list other people. The security team can assign to them.'
        : null
  return (
    <ChooseDialog
      title="Assign to"
      subject={subject}
      placeholder="Name or e-mail"
      choices={choices}
      note={note}
      asking={asking}
    />
  )
}
