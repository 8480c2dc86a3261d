'use client'

import { useState } from 'react'
import type { IssueAction } from '../../../lib/contract/issue-actions.ts'
import type { IssueActionType } from '../../../lib/domain/issue-action.ts'
import { type ActionNames, instantAction } from './action-words.ts'

/** What a dialog that asks for an action needs. */
export interface Asking {
  /** The action whose dialog is open. */
  asking: IssueActionType | null
  ask: (type: IssueActionType) => void
  close: () => void
  busy: boolean
  /** Why the last try failed, until the next one. */
  error: Error | null
  /** True when it was done. */
  act: (action: IssueAction, names?: ActionNames) => Promise<boolean>
}

export interface IssueActions extends Asking {
  allowed: readonly IssueActionType[]
}

/** Which action is asked for: one that needs nothing more is done at once by `act`, for another its dialog opens. */
export function useAsking(
  act: Asking['act'],
  allowed: readonly IssueActionType[],
  forgetError: () => void,
): Pick<IssueActions, 'act' | 'allowed' | 'asking' | 'ask' | 'close'> {
  const [asking, setAsking] = useState<IssueActionType | null>(null)
  return {
    act,
    allowed,
    asking,
    ask: (type) => {
      if (!allowed.includes(type)) return
      forgetError()
      const instant = instantAction(type)
      if (instant) void act(instant)
      else setAsking(type)
    },
    close: () => setAsking(null),
  }
}
