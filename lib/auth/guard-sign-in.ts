import { APIError, createAuthMiddleware } from 'better-auth/api'
import { countSignInAttempt } from '../service/people/count-sign-in-attempt.ts'

/** Looser than the check that follows, so that every attempt that could succeed has been counted; and free of NUL, which Postgres refuses. */
const ADDRESS = /^[^\s@\0]{1,64}@[^\s@\0]{1,255}$/

/**
 * Counts an attempt before the password is looked at, so that attempts sent at once cannot slip past the limit, and refuses while
 * the address is locked. The answer is the same whether an account has this address or not.
 */
export const guardSignIn = createAuthMiddleware(async (ctx) => {
  if (ctx.path === '/sign-in/social' && ctx.body?.idToken) {
    throw new APIError('BAD_REQUEST', { code: 'INVALID_REQUEST', message: 'Sign in through the provider.' })
  }
  if (ctx.path !== '/sign-in/email') return
  const email = String(ctx.body?.email ?? '').toLowerCase()
  if (!ADDRESS.test(email)) {
    throw new APIError('BAD_REQUEST', { code: 'INVALID_EMAIL', message: 'This is not an e-mail address.' })
  }
  const lockedUntil = await countSignInAttempt(email, new Date())
  if (lockedUntil) {
    const retryAfterSeconds = Math.max(1, Math.ceil((lockedUntil.getTime() - Date.now()) / 1000))
    throw new APIError(
      'LOCKED',
      { code: 'LOCKED', message: 'Too many failed sign-ins for this address.', retryAfterSeconds },
      { 'retry-after': String(retryAfterSeconds) },
    )
  }
})
