'use client'

import {
  AlarmClock,
  AlarmClockOff,
  CalendarClock,
  CircleCheck,
  CircleSlash,
  CircleX,
  Ellipsis,
  Eye,
  EyeOff,
  Merge,
  MessageSquare,
  RotateCcw,
  Split,
  Ticket,
  Undo2,
  UserRound,
  UsersRound,
} from 'lucide-react'
import { useKeySettings } from '../../../lib/client/key-settings.ts'
import { type KeySettings, keysOf, type ShortcutId } from '../../../lib/client/keys.ts'
import { useShortcuts } from '../../../lib/client/use-shortcuts.ts'
import type { IssueActionType } from '../../../lib/domain/issue-action.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { ACTION_LABELS, endingOf } from './action-words.ts'
import { IssueActionDialog } from './issue-action-dialog.tsx'
import type { IssueActions } from './use-asking.ts'
import { type ActionableIssue, useIssueActions } from './use-issue-actions.ts'

const LOOK: Record<IssueActionType, { Icon: typeof UserRound; shortcut?: ShortcutId }> = {
  acknowledge: { Icon: Eye, shortcut: 'issue.acknowledge' },
  unacknowledge: { Icon: EyeOff, shortcut: 'issue.acknowledge' },
  snooze: { Icon: AlarmClockOff, shortcut: 'issue.snooze' },
  unsnooze: { Icon: AlarmClock, shortcut: 'issue.snooze' },
  approve: { Icon: CircleCheck, shortcut: 'issue.approve' },
  decline: { Icon: CircleX },
  withdraw: { Icon: Undo2 },
  resolve: { Icon: CircleCheck, shortcut: 'issue.resolve' },
  link: { Icon: Ticket, shortcut: 'issue.link' },
  unlink: { Icon: Ticket },
  merge: { Icon: Merge, shortcut: 'issue.merge' },
  split: { Icon: Split },
  assign: { Icon: UserRound, shortcut: 'issue.assign' },
  team: { Icon: UsersRound, shortcut: 'issue.team' },
  accept: { Icon: CalendarClock, shortcut: 'issue.accept' },
  dismiss: { Icon: CircleSlash, shortcut: 'issue.end' },
  handle: { Icon: CircleCheck, shortcut: 'issue.end' },
  reopen: { Icon: RotateCcw },
  comment: { Icon: MessageSquare, shortcut: 'issue.comment' },
}
const ORDER = [
  ...[
    'approve',
    'decline',
    'withdraw',
    'handle',
    'reopen',
    'split',
    'acknowledge',
    'assign',
    'team',
    'snooze',
    'unsnooze',
  ],
  ...['accept', 'dismiss', 'comment'],
] as const satisfies readonly IssueActionType[]
const FURTHER = ['resolve', 'link', 'merge', 'unacknowledge'] as const satisfies readonly IssueActionType[]

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
  const further = FURTHER.filter((type) => allowed.includes(type))
  const shown = allowed.includes('unsnooze') ? allowed.filter((type) => type !== 'snooze') : allowed
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {ORDER.filter((type) => shown.includes(type)).map((type) => {
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
      {further.length > 0 && (
        <Menu
          align="end"
          trigger={
            <Button size="small" aria-label="More to do">
              <Ellipsis aria-hidden="true" />
            </Button>
          }
        >
          {further.map((type) => (
            <MenuItem key={type} onClick={() => ask(type)} {...keysFor(LOOK[type].shortcut, settings)}>
              {ACTION_LABELS[type]}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  )
}

function keysFor(shortcut: ShortcutId | undefined, settings: KeySettings): { keys?: string } {
  return shortcut ? { keys: keysOf(shortcut, settings) } : {}
}

/** The keys of the actions: a, t, e, s, c and the rest as declared, for what is selected, open or under the cursor. */
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
    'issue.acknowledge': () => ask(allowed.includes('acknowledge') ? 'acknowledge' : 'unacknowledge'),
    'issue.snooze': () => ask(allowed.includes('unsnooze') ? 'unsnooze' : 'snooze'),
    'issue.resolve': () => ask(allowed.includes('resolve') ? 'resolve' : 'handle'),
    'issue.approve': () => ask('approve'),
    'issue.link': () => ask('link'),
    'issue.merge': () => ask('merge'),
  })
}
