import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { ConfigError, config } from '../config.ts'
import { log } from '../observe/log.ts'
import { database } from '../store/database.ts'
import { guardSignIn } from './guard-sign-in.ts'
import { oidcPlugin, refuseUnmappedProfile } from './oidc.ts'
import { beforeSession } from './session-hooks.ts'

const SESSION_SECONDS = 7 * 24 * 3600

/** The header in which the web role tells the caller's address; whatever a client sends in it is overwritten there. */
export const CLIENT_ADDRESS_HEADER = 'x-plimsoll-client-address'

/**
 * Sign-in: e-mail and password (scrypt), and OpenID Connect when configured. Accounts come from invitations or from the
 * identity provider, never from a sign-up form. The session cookie is HttpOnly, SameSite=Lax and, over https, Secure.
 */
function createAuth() {
  if (!config.authSecret) throw new ConfigError('AUTH_SECRET is not set: give it at least 32 random characters')
  return betterAuth({
    appName: 'Plimsoll',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.authSecret,
    database: prismaAdapter(database().prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: { validateUserInfo: refuseUnmappedProfile },
    // The one identity provider that was configured speaks for its people's addresses, so it may sign in an invited person.
    account: { accountLinking: { enabled: true, trustedProviders: ['oidc'] } },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: 60, max: config.signInsPerMinute } },
    },
    databaseHooks: { session: { create: { before: beforeSession } } },
    hooks: { before: guardSignIn },
    plugins: config.oidc ? [oidcPlugin(config.oidc)] : [],
    advanced: {
      cookiePrefix: 'plimsoll',
      useSecureCookies: new URL(config.publicUrl).protocol === 'https:',
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // lib/http/same-origin.ts decides that, for this route as for every other.
      disableCSRFCheck: true,
    },
    onAPIError: { errorURL: '/sign-in' },
    telemetry: { enabled: false },
    logger: {
      log: (level, message, ...details) => log[level]({ details }, `auth: ${message}`),
    },
  })
}

let shared: ReturnType<typeof createAuth> | undefined

/** The process's sign-in, made at first use from the configuration. */
export function auth(): ReturnType<typeof createAuth> {
  shared ??= createAuth()
  return shared
}

/** Makes it anew at the next use: an identity provider that could not be reached is looked up again. */
export function renewAuth(): void {
  shared = undefined
}
