import { AsyncLocalStorage } from 'node:async_hooks'
import { genericOAuth } from 'better-auth/plugins'
import type { OidcConfig } from '../config.ts'
import { config } from '../config.ts'
import { grantsOfClaims } from '../domain/oidc-grants.ts'

export const OIDC_PROVIDER = 'oidc'

/** The claims that the provider sent in this request, kept for the hook that opens the session. */
export const oidcRequest = new AsyncLocalStorage<{ claims?: Record<string, unknown> }>()

/** OpenID Connect: code flow with PKCE, state and nonce; ID tokens are verified against the provider's keys or refused. */
export function oidcPlugin(oidc: OidcConfig) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        name: oidc.name,
        discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        requireIdTokenVerification: true,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: oidc.scopes,
        mapProfileToUser: (profile) => ({
          name: typeof profile.name === 'string' && profile.name.trim() ? profile.name : String(profile.email),
        }),
      },
    ],
  })
}

/** Refuses a person to whom the provider's claims give no role, before anything is stored. */
export function refuseUnmappedProfile({
  source,
}: {
  source: { oauth?: { profile?: Record<string, unknown> | undefined } | undefined }
}) {
  const claims = source.oauth?.profile
  if (!claims || !config.oidc) return undefined
  if (!grantsOfClaims(claims, config.oidc).role) {
    return {
      error: 'no_role',
      errorDescription: 'Your account has no role in Plimsoll. Ask your administrator for one.',
    }
  }
  const request = oidcRequest.getStore()
  if (request) request.claims = claims
  return undefined
}
