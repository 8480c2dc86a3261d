import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx } from 'better-auth/api'
import { config } from '../config.ts'
import { grantsOfClaims } from '../domain/oidc-grants.ts'
import { startSession } from '../service/people/start-session.ts'
import { oidcRequest } from './oidc.ts'

/**
 * Runs before a session is stored, whatever the way of signing in: refuses disabled people with the answer of a wrong password,
 * takes over what the identity provider says, writes the audit row, and ends the session that this browser had before.
 */
export async function beforeSession(session: { userId: string }, context: GenericEndpointContext | null) {
  const claims = oidcRequest.getStore()?.claims
  const grants = claims && config.oidc ? grantsOfClaims(claims, config.oidc) : null
  const started = await startSession(session.userId, grants)
  if (!started) {
    throw APIError.from('UNAUTHORIZED', { message: 'Invalid email or password', code: 'INVALID_EMAIL_OR_PASSWORD' })
  }
  const before = context && (await getSessionFromCtx(context))
  if (before) await context.context.internalAdapter.deleteSession(before.session.token)
}
