import type { Operation } from '../contract/operation.ts'
import type { Actor } from '../domain/actor.ts'
import { err } from '../domain/result.ts'

/** Null when this kind of actor may call the operation at all, else the failure to answer. */
export function refusedActor(operation: Pick<Operation, 'auth'>, actor: Actor | null) {
  if (operation.auth === 'public') return null
  if (!actor) {
    return operation.auth === 'user'
      ? err('unauthenticated', 'Sign in first; the session is missing, expired or revoked.')
      : err(
          'unauthenticated',
          'Send a valid ingest token as "Authorization: Bearer …"; this one is missing, wrong, expired or revoked.',
        )
  }
  if (operation.auth === 'user' && actor.type !== 'user') {
    return err('forbidden', 'This operation is for signed-in people, not for ingest tokens.')
  }
  if (operation.auth === 'token' && actor.type !== 'token') {
    return err(
      'forbidden',
      'This operation takes an ingest token, not a signed-in session. Make a token under Sources.',
    )
  }
  return null
}
