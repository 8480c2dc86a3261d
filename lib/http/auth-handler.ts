import { randomUUID } from 'node:crypto'
import { auth, renewAuth } from '../auth/auth.ts'
import { OIDC_PROVIDER, oidcRequest } from '../auth/oidc.ts'
import { config } from '../config.ts'
import { err } from '../domain/result.ts'
import { observeRequest } from '../observe/metrics.ts'
import { problemResponse } from './problem-response.ts'
import { isSameOrigin } from './same-origin.ts'

/** What of the sign-in library is reachable; the rest of its routes would be a second way to do what /api/v1 does. */
const REACHABLE = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-in/social',
  'POST /api/auth/sign-out',
  `GET /api/auth/callback/${OIDC_PROVIDER}`,
])

/** Serves /api/auth: signing in and out. */
export async function handleAuth(request: Request): Promise<Response> {
  const startedAt = performance.now()
  const response = await answer(request)
  response.headers.set('cache-control', 'no-store')
  observeRequest('auth', response.status, performance.now() - startedAt)
  return response
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (!REACHABLE.has(`${request.method} ${pathname}`)) {
    return problemResponse(err('not-found', 'There is nothing here.').failure, randomUUID())
  }
  if (request.method !== 'GET' && !isSameOrigin(request)) {
    const detail = 'This request did not come from a page of this Plimsoll. Open Plimsoll and try it there.'
    return problemResponse(err('forbidden', detail).failure, randomUUID())
  }
  if (config.oidc && !(await providerKnown())) renewAuth()
  return oidcRequest.run({}, () => auth().handler(request))
}

/** False when the identity provider could not be reached when sign-in was set up. */
async function providerKnown(): Promise<boolean> {
  const { socialProviders } = await auth().$context
  return socialProviders.some((provider) => provider.id === OIDC_PROVIDER)
}
