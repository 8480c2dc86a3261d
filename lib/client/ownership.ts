import { queryOptions } from '@tanstack/react-query'
import type { OwnerEntry, OwnerFile } from '../contract/owner-files.ts'
import type { Ownership, SignInGroups, Unowned } from '../contract/ownership.ts'
import { get } from './api.ts'
import { readIssues } from './issues.ts'
import { issueKeys, ownershipKeys } from './query-keys.ts'

export const ownershipOptions = queryOptions({
  queryKey: ownershipKeys.rules,
  queryFn: ({ signal }) => get<Ownership>('/api/v1/ownership', {}, signal),
})

export const unownedOptions = queryOptions({
  queryKey: ownershipKeys.unowned,
  queryFn: ({ signal }) =>
    get<{ rows: Unowned[]; issues: number; bounded: boolean }>('/api/v1/ownership/unowned', {}, signal),
})

export const signInGroupsOptions = queryOptions({
  queryKey: ownershipKeys.groups,
  queryFn: ({ signal }) => get<SignInGroups>('/api/v1/ownership/groups', {}, signal),
})

export const ownerFilesOptions = queryOptions({
  queryKey: ownershipKeys.files,
  queryFn: ({ signal }) => get<{ rows: OwnerFile[] }>('/api/v1/ownership/files', {}, signal),
})

export function ownerFileOptions(id: number) {
  return queryOptions({
    queryKey: ownershipKeys.file(id),
    queryFn: ({ signal }) =>
      get<OwnerFile & { entries: OwnerEntry[]; bounded: boolean }>(`/api/v1/ownership/files/${id}`, {}, signal),
  })
}

/** How many issues a search finds; its first row comes with it. */
export function waitingOptions(q: string) {
  return queryOptions({
    queryKey: issueKeys.count(q),
    queryFn: ({ signal }) => readIssues(q, 'risk', 1, null, signal),
  })
}
