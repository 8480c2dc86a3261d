import { resolve } from 'node:path'
import * as z from 'zod'
import { ROLES, type Role } from './domain/actor.ts'
import type { ClaimRules } from './domain/oidc-grants.ts'

const MB = 1024 * 1024
const text = z.string().trim().min(1)
const port = z.coerce.number().int().min(1).max(65_535)
const count = (fallback: number, least = 1) => z.coerce.number().int().min(least).default(fallback)
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

/** Every knob: its variable, default, unit and reason. Nothing else reads the environment. */
const Environment = z.object({
  /** Postgres ≥ 15. `npm start` fills it in for the embedded one. */
  DATABASE_URL: text.default('postgres://plimsoll@127.0.0.1:5432/plimsoll'),
  /** A read replica for lists, facets and exports, which then lag as it does; without it the primary answers. */
  DATABASE_REPLICA_URL: text.optional(),
  /** Connections a process may hold; four processes share a server's usual 100. With fewer than 8 the worker's jobs could wait for each other. */
  DATABASE_POOL_SIZE: count(10, 8),
  HOST: text.default('0.0.0.0'),
  PORT: port.default(3000),
  /** The address that people and tools use; links, cookies and the origin check follow it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADMISSION_HOST: text.default('0.0.0.0'),
  /** TLS; the API server and Falco send here. */
  ADMISSION_PORT: port.default(8443),
  /** Health and metrics of the worker, which serves nothing else. */
  WORKER_PORT: port.default(9464),
  WORKER_HOST: text.default('127.0.0.1'),
  /** Embedded Postgres, keys and the admission spool live here. */
  PLIMSOLL_DATA: text.default('.plimsoll'),
  TLS_CERT: text.optional(),
  TLS_KEY: text.optional(),
  /** Signs session cookies; at least 32 characters. `npm start` makes one and keeps it. */
  AUTH_SECRET: z.string().min(32).optional(),
  /** Encrypts the secrets of routes at rest; at least 32 characters, the same for web and worker. Without it AUTH_SECRET does. */
  SECRETS_KEY: z.string().min(32).optional(),
  /** Keys from before, separated by commas: they still open what they encrypted, until the worker has encrypted it anew. */
  SECRETS_KEYS_BEFORE: list,
  /** Sign-in attempts from one address a minute. */
  SIGN_INS_PER_MINUTE: count(20),
  /** Addresses or CIDRs whose X-Forwarded-For is believed, separated by commas. */
  TRUSTED_PROXIES: list,
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  /** What the sign-in button says. */
  OIDC_NAME: text.default('single sign-on'),
  OIDC_SCOPES: text.default('openid profile email'),
  /** The claim that holds roles or groups, and which value gives which role: `sec-team=security,ops=admin`. */
  OIDC_ROLE_CLAIM: text.default('groups'),
  OIDC_ROLES: z.string().default(''),
  /** Role of a person to whom the claim gives none; without it they are refused. */
  OIDC_DEFAULT_ROLE: z.enum(ROLES).optional(),
  /** The claim that lists groups of which one that is called as a team's slug means that team; without it only what is said under Ownership counts. */
  OIDC_TEAM_CLAIM: text.optional(),
  /** Largest report, inflated. */
  INGEST_REPORT_BYTES: count(256 * MB),
  /** Largest body of one POST of events. */
  INGEST_EVENTS_BYTES: count(16 * MB),
  INGEST_EVENTS_PER_REQUEST: count(50_000),
  /** A gzip body that inflates beyond this ratio is cut: JSON seldom passes 1:40. */
  INGEST_INFLATE_RATIO: count(200),
  INGEST_JSON_DEPTH: count(64),
  INGEST_STRING_BYTES: count(4 * MB),
  /** Events that may wait in a process for their commit before it says 503. */
  INGEST_QUEUE_EVENTS: count(20_000),
  /** What the admission spool may hold on disk. */
  ADMISSION_SPOOL_BYTES: count(256 * MB),
  /** What the gate answers when its spool is full: `allow` keeps deploys going, `deny` keeps the record complete. */
  ADMISSION_WHEN_FULL: z.enum(['allow', 'deny']).default('allow'),
  /** A rescan that would end more than this share of an asset's sightings waits for a person (DESIGN.md §7.6). */
  HOLD_SHARE: z.coerce.number().min(0).max(1).default(0.5),
  HOLD_MINIMUM: count(20),
  /** A threat that was not seen for so long closes as quiet. */
  QUIET_DAYS: count(7),
  /** Days for which loads are kept over time: by the hour for a month, by the day after that. */
  LOAD_HISTORY_DAYS: count(400, 31),
  /** Where the feeds are fetched by themselves: an address, or a file that something else keeps new. Without them they are sent. */
  FEED_KEV_URL: z.url({ protocol: /^https?$/ }).optional(),
  FEED_KEV_FILE: text.optional(),
  FEED_EPSS_URL: z.url({ protocol: /^https?$/ }).optional(),
  FEED_EPSS_FILE: text.optional(),
  /** How often they are looked at. Both are published once a day at most. */
  FEED_INTERVAL_HOURS: count(6),
  EVENT_RETENTION_DAYS: count(30),
  /** The bytes of processed reports; what they said stays. */
  REPORT_RETENTION_DAYS: count(30),
  /** The objects of decisions, over which policies are replayed; verdicts and reasons stay. */
  DECISION_RETENTION_DAYS: count(30),
  /** Next's development server needs a looser content policy. */
  NODE_ENV: z.string().default('production'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export interface OidcConfig extends ClaimRules {
  issuer: string
  clientId: string
  clientSecret: string
  name: string
  scopes: string[]
}

/** A variable that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {}

/** Parses an environment. Empty variables count as not set, as compose files write them. */
export function parseConfig(environment: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')} cannot be used: ${issue?.message}`)
  }
  const env = parsed.data
  const dataDir = resolve(env.PLIMSOLL_DATA)
  return {
    databaseUrl: env.DATABASE_URL,
    databaseReplicaUrl: env.DATABASE_REPLICA_URL ?? null,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    host: env.HOST,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    admissionHost: env.ADMISSION_HOST,
    admissionPort: env.ADMISSION_PORT,
    workerHost: env.WORKER_HOST,
    workerPort: env.WORKER_PORT,
    dataDir,
    tlsCert: resolve(env.TLS_CERT ?? `${dataDir}/tls/tls.crt`),
    tlsKey: resolve(env.TLS_KEY ?? `${dataDir}/tls/tls.key`),
    get authSecret(): string {
      if (env.AUTH_SECRET) return env.AUTH_SECRET
      throw new ConfigError('AUTH_SECRET is missing: set at least 32 random characters, the same for every web process')
    },
    /** The current one first. */
    get secretsKeys(): string[] {
      const current = env.SECRETS_KEY ?? env.AUTH_SECRET
      if (current) return [current, ...env.SECRETS_KEYS_BEFORE]
      throw new ConfigError('SECRETS_KEY is missing: set at least 32 random characters, the same for web and worker')
    },
    signInsPerMinute: env.SIGN_INS_PER_MINUTE,
    trustedProxies: env.TRUSTED_PROXIES,
    oidc: oidcOf(env),
    reportBytes: env.INGEST_REPORT_BYTES,
    eventsBytes: env.INGEST_EVENTS_BYTES,
    eventsPerRequest: env.INGEST_EVENTS_PER_REQUEST,
    inflateRatio: env.INGEST_INFLATE_RATIO,
    jsonDepth: env.INGEST_JSON_DEPTH,
    stringBytes: env.INGEST_STRING_BYTES,
    queuedEvents: env.INGEST_QUEUE_EVENTS,
    spoolBytes: env.ADMISSION_SPOOL_BYTES,
    whenSpoolFull: env.ADMISSION_WHEN_FULL,
    holdShare: env.HOLD_SHARE,
    holdMinimum: env.HOLD_MINIMUM,
    quietDays: env.QUIET_DAYS,
    loadHistoryDays: env.LOAD_HISTORY_DAYS,
    feeds: {
      kev: originOf('KEV', env.FEED_KEV_URL, env.FEED_KEV_FILE),
      epss: originOf('EPSS', env.FEED_EPSS_URL, env.FEED_EPSS_FILE),
    },
    feedIntervalHours: env.FEED_INTERVAL_HOURS,
    eventRetentionDays: env.EVENT_RETENTION_DAYS,
    reportRetentionDays: env.REPORT_RETENTION_DAYS,
    decisionRetentionDays: env.DECISION_RETENTION_DAYS,
    development: env.NODE_ENV === 'development',
    logLevel: env.LOG_LEVEL,
  }
}

/** Where a feed is fetched from; null: nowhere, it is sent. */
export type FeedOrigin = { url: string } | { file: string } | null

function originOf(name: string, url: string | undefined, file: string | undefined): FeedOrigin {
  if (url !== undefined && file !== undefined) {
    throw new ConfigError(`FEED_${name}_URL and FEED_${name}_FILE exclude each other: set one of them or none`)
  }
  return url !== undefined ? { url } : file !== undefined ? { file: resolve(file) } : null
}

function oidcOf(env: z.output<typeof Environment>): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret) {
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none')
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME,
    scopes: env.OIDC_SCOPES.split(/\s+/),
    roleClaim: env.OIDC_ROLE_CLAIM,
    roleOfValue: Object.fromEntries(env.OIDC_ROLES.split(',').filter(Boolean).map(roleOfValue)),
    defaultRole: env.OIDC_DEFAULT_ROLE ?? null,
    teamClaim: env.OIDC_TEAM_CLAIM ?? null,
  }
}

function roleOfValue(written: string): [string, Role] {
  const [value, name] = written.split('=').map((part) => part.trim())
  const role = ROLES.find((known) => known === name)
  if (!value || !role) {
    throw new ConfigError(`OIDC_ROLES cannot be used: write value=role with ${ROLES.join(', ')}, not "${written}"`)
  }
  return [value, role]
}

/** The configuration of this process, parsed once at boot. */
export const config = parseConfig(process.env)
export type Config = typeof config
