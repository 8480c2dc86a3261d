'use client'

import { CalendarClock, CircleCheck, CircleSlash, MessageSquare, RotateCcw, UserRound, UsersRound } from 'lucide-react'
import { useKeySettings } from '../../../lib/client/key-settings.ts'
import { keysOf, type ShortcutId } from '../../../lib/client/keys.ts'
import { useShortcuts } from '../../../lib/client/use-shortcuts.ts'
import type { IssueActionType } from '../../../lib/domain/issue-action.ts'
import { Button } from '../../ui/button.tsx'
import { ACTION_LABELS, endingOf } from './action-words.ts'
import { IssueActionDialog } from './issue-action-dialog.tsx'
import { type ActionableIssue, type IssueActions, useIssueActions } from './use-issue-actions.ts'

const LOOK: Record<IssueActionType, { Icon: typeof UserRound; shortcut?: ShortcutId }> = {
  assign: { Icon: UserRound, shortcut: 'issue.assign' },
  team: { Icon: UsersRound, shortcut: 'issue.team' },
  accept: { Icon: CalendarClock, shortcut: 'issue.accept' },
  dismiss: { Icon: CircleSlash, shortcut: 'issue.end' },
  handle: { Icon: CircleCheck, shortcut: 'issue.end' },
  reopen: { Icon: RotateCcw },
  comment: { Icon: MessageSquare, shortcut: 'issue.comment' },
}
const ORDER = ['handle', 'reopen', 'assign', 'team', 'accept', 'dismiss', 'comment'] as const

/** What can be done to an issue, with its keys and dialogs: for a page that is about this one issue. */
export function IssueActionBar({ issue }: { issue: ActionableIssue }) {
  const actions = useIssueActions(issue)
  useActionShortcuts(actions, [issue])
  return (
    <>
      <IssueActionButtons issue={issue} actions={actions} />
      <IssueActionDialog issues={[issue]} asking={actions} />
    </>
  )
}

/** The buttons alone; who may do nothing sees none. */
export function IssueActionButtons({
  issue,
  actions: { allowed, ask },
}: {
  issue: ActionableIssue
  actions: Pick<IssueActions, 'allowed' | 'ask'>
}) {
  const settings = useKeySettings()
  const ending = endingOf([issue.kind], allowed)
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {ORDER.filter((type) => allowed.includes(type)).map((type) => {
        const { Icon, shortcut } = LOOK[type]
        const keyed = shortcut && (shortcut !== 'issue.end' || type === ending)
        const tip = keyed ? `${ACTION_LABELS[type]} (${keysOf(shortcut, settings)})` : ACTION_LABELS[type]
        return (
          <Button key={type} size="small" title={tip} onClick={() => ask(type)}>
            <Icon aria-hidden="true" />
            {ACTION_LABELS[type]}
          </Button>
        )
      })}
    </div>
  )
}

/** The keys of the actions: a, t, e, s and c as declared, for what is selected, open or under the cursor. */
export function useActionShortcuts(
  { allowed, ask }: Pick<IssueActions, 'allowed' | 'ask'>,
  issues: readonly ActionableIssue[],
): void {
  const kinds = issues.map(({ kind }) => kind)
  const ending = endingOf(kinds, allowed)
  useShortcuts({
    'issue.assign': () => ask('assign'),
    'issue.team': () => ask('team'),
    'issue.accept': () => ask('accept'),
    'issue.comment': () => ask('comment'),
    'issue.end': () => ending && ask(ending),
  })
}
