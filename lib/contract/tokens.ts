import * as z from 'zod'
import { TOKEN_KINDS } from '../domain/actor.ts'
import { ClusterName } from './clusters.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

export const IngestToken = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().meta({ description: 'The first characters, to tell tokens apart' }),
    kinds: z.array(z.enum(TOKEN_KINDS)),
    cluster: z
      .object({ id: z.int(), name: z.string() })
      .nullable()
      .meta({ description: 'Null may speak for any cluster' }),
    team: TeamRef.nullable().meta({ description: 'Team of what it delivers, where nothing else names one' }),
    createdBy: z.string().nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    lastUsedAt: Timestamp.nullable().meta({ description: 'To the minute' }),
    revokedAt: Timestamp.nullable(),
  })
  .meta({ id: 'IngestToken' })
export type IngestToken = z.infer<typeof IngestToken>

const example: z.input<typeof IngestToken> = {
  id: '0b6f0f2e-6a3c-4a53-9d0e-7d3a2d0f6c11',
  name: 'GitLab CI',
  prefix: 'plim_3fa9c1',
  kinds: ['reports'],
  cluster: null,
  team: { id: 3, slug: 'payments', name: 'Payments' },
  createdBy: 'Ada Osei',
  createdAt: '2026-11-21T08:00:00.000Z',
  expiresAt: '2027-02-19T08:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
}

export const listTokens = operation({
  id: 'listTokens',
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'Ingest tokens, newest first; revoked and expired ones for 90 days more',
  tag: 'Tokens',
  auth: 'user',
  out: z.object({ rows: z.array(IngestToken) }),
  status: 200,
  errors: [],
  example: { out: { rows: [example] } },
})

export const createToken = operation({
  id: 'createToken',
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Make an ingest token; the token itself is in this answer only',
  tag: 'Tokens',
  auth: 'user',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    kinds: z
      .array(z.enum(TOKEN_KINDS))
      .min(1)
      .max(TOKEN_KINDS.length)
      .transform((kinds) => [...new Set(kinds)]),
    cluster: ClusterName.nullable()
      .default(null)
      .meta({ description: 'Name of the one cluster it may speak for; a new name makes the cluster' }),
    teamId: z.int().min(1).max(16_777_215).nullable().default(null),
    days: z.int().min(1).max(730).default(90),
  }),
  out: IngestToken.extend({ token: z.string() }),
  status: 201,
  errors: ['invalid'],
  example: {
    body: { name: 'GitLab CI', kinds: ['reports'], teamId: 3 },
    out: { ...example, token: 'plim_3fa9c1…' },
  },
})

export const revokeToken = operation({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/api/v1/tokens/{id}',
  summary: 'Revoke an ingest token; it stops working within seconds',
  tag: 'Tokens',
  auth: 'user',
  params: z.object({ id: z.uuid() }),
  status: 204,
  errors: ['not-found'],
  example: { params: { id: example.id } },
})

export const tokenOperations = [listTokens, createToken, revokeToken]
