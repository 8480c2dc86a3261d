'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { actOnIssue } from '../../../lib/client/issues.ts'
import { issueKeys } from '../../../lib/client/query-keys.ts'
import { meOptions } from '../../../lib/client/settings.ts'
import { useChange } from '../../../lib/client/use-change.ts'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { ChangeError } from '../../settings/change-error.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Time } from '../../ui/time.tsx'

type Joined = IssueDetail['triage']['joined'][number]

/** The issues that people joined to one, each to be split from it again. */
export function JoinedIssues({ issue }: { issue: IssueDetail }) {
  const { data: me } = useQuery(meOptions)
  const maySplit = me?.role === 'admin' || me?.role === 'security'
  const split = useChange(({ id, version }: Joined) => actOnIssue(id, version, { type: 'split' }), {
    changes: [issueKeys.all],
  })
  return (
    <Callout title="Other issues were joined to it">
      <ChangeError error={split.error} />
      <ul className="flex flex-col gap-1">
        {issue.triage.joined.map((joined) => (
          <li key={joined.id} className="flex flex-wrap items-baseline gap-x-3">
            <Link href={`/issues/${joined.id}`} className="underline underline-offset-4">
              {joined.title}
            </Link>
            <span className="text-muted">
              {joined.by?.name ?? 'somebody whose account is gone'} <Time at={joined.at} />: {joined.reason}
            </span>
            {maySplit && (
              <Button size="small" busy={split.isPending} onClick={() => split.mutate(joined)}>
                Split again
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Callout>
  )
}
