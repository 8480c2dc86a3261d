import * as z from 'zod'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const AllowedHost = z
  .object({ id: z.int(), host: z.string(), reason: z.string(), createdBy: z.string().nullable(), createdAt: Timestamp })
  .meta({ id: 'AllowedHost' })
export type AllowedHost = z.infer<typeof AllowedHost>

/** A name or an address, without scheme, port and path. */
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .transform((host) => host.replace(/^\[|\]$/g, '').replace(/\.$/, ''))
  .pipe(
    z.union([z.hostname(), z.ipv4(), z.ipv6()], {
      error: 'Write a host name or an address, without https:// and port',
    }),
  )

const example: z.input<typeof AllowedHost> = {
  id: 2,
  host: 'jira.internal.example',
  reason: 'Our own Jira',
  createdBy: 'Ada Osei',
  createdAt: '2026-11-20T08:00:00.000Z',
}

export const listAllowedHosts = operation({
  id: 'listAllowedHosts',
  method: 'GET',
  path: '/api/v1/allowed-hosts',
  summary: 'Hosts that routes may call although they are not on the public Internet, without TLS, or by a redirect',
  tag: 'Routes',
  auth: 'user',
  out: z.object({ rows: z.array(AllowedHost) }),
  status: 200,
  errors: [],
  example: { out: { rows: [example] } },
})

export const allowHost = operation({
  id: 'allowHost',
  method: 'POST',
  path: '/api/v1/allowed-hosts',
  summary: 'Let routes call a host',
  tag: 'Routes',
  auth: 'user',
  body: z.object({ host: Host, reason: z.string().trim().min(1).max(500) }),
  out: AllowedHost,
  status: 201,
  errors: ['conflict'],
  example: { body: { host: 'smtp.internal.example', reason: 'Our own mail server' }, out: { ...example, id: 3 } },
})

export const disallowHost = operation({
  id: 'disallowHost',
  method: 'DELETE',
  path: '/api/v1/allowed-hosts/{id}',
  summary: 'Let routes call a host no longer',
  tag: 'Routes',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
  status: 204,
  errors: ['not-found'],
  example: { params: { id: 2 } },
})

export const allowedHostOperations = [listAllowedHosts, allowHost, disallowHost]
