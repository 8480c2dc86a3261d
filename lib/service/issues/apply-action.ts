import type { IssueAction } from '../../contract/issue-actions.ts'
import type { Result } from '../../domain/result.ts'
import { accept, approve, decline, withdraw } from './actions/accept.ts'
import type { Applied, Doing } from './actions/applied.ts'
import { acknowledge, assign, unacknowledge } from './actions/assign.ts'
import { dismiss, handle, reopen, resolve } from './actions/close.ts'
import { comment } from './actions/comment.ts'
import { merge, split } from './actions/merge.ts'
import { snooze, unsnooze } from './actions/snooze.ts'
import { giveTo } from './actions/team.ts'
import { link, unlink } from './actions/ticket.ts'

/** Carries out one action on a locked issue. */
export async function applyAction(doing: Doing, action: IssueAction): Promise<Result<Applied>> {
  switch (action.type) {
    case 'comment':
      return comment(doing, action.text, action.mentions ?? [])
    case 'acknowledge':
      return acknowledge(doing)
    case 'unacknowledge':
      return unacknowledge(doing)
    case 'assign':
      return assign(doing, action.userId)
    case 'team':
      return giveTo(doing, action.teamId)
    case 'snooze':
      return snooze(doing, action)
    case 'unsnooze':
      return unsnooze(doing)
    case 'accept':
      return accept(doing, action)
    case 'approve':
      return approve(doing, action.note)
    case 'decline':
      return decline(doing, action.reason)
    case 'withdraw':
      return withdraw(doing)
    case 'dismiss':
      return dismiss(doing, action.reason)
    case 'handle':
      return handle(doing, action.how)
    case 'resolve':
      return resolve(doing, action.reason)
    case 'reopen':
      return reopen(doing, action.reason)
    case 'link':
      return link(doing, action)
    case 'unlink':
      return unlink(doing, action.ticketId)
    case 'merge':
      return merge(doing, action)
    case 'split':
      return split(doing)
  }
}
