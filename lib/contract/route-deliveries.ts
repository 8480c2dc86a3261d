import * as z from 'zod'
import { ROUTE_SAMPLES } from '../domain/notice.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'
import { RouteParams, RouteProvider, RouteSettings, routeBodyExample } from './routes.ts'

export const RouteDelivery = z
  .object({
    id: z.int(),
    at: Timestamp,
    ok: z.boolean(),
    test: z.boolean(),
    attempt: z.int(),
    title: z.string(),
    detail: z.string(),
    tookMs: z.int(),
  })
  .meta({ id: 'RouteDelivery' })
export type RouteDelivery = z.infer<typeof RouteDelivery>

export const DeadLetter = z
  .object({
    id: z.int(),
    route: z.object({ id: z.int(), name: z.string() }),
    title: z.string(),
    url: z.string(),
    attempts: z.int(),
    createdAt: Timestamp,
    failedAt: Timestamp,
    reason: z.string(),
    mayManage: z.boolean(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.infer<typeof DeadLetter>

/** So many are shown at once; the rest comes when these are dealt with. */
export const MOST_SHOWN = 200

const Draft = z.object({
  provider: z.string().max(30),
  settings: RouteSettings,
  routeId: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .nullable()
    .default(null)
    .meta({ description: 'The route whose secrets are used where they are left out' }),
  sample: z.enum(ROUTE_SAMPLES),
})
const draftExample = {
  provider: routeBodyExample.provider,
  settings: routeBodyExample.settings,
  sample: 'opened' as const,
}

export const listRouteProviders = operation({
  id: 'listRouteProviders',
  method: 'GET',
  path: '/api/v1/route-providers',
  summary: 'The kinds of channels that a route can tell, with the fields of their settings',
  tag: 'Routes',
  auth: 'user',
  out: z.object({ rows: z.array(RouteProvider) }),
  status: 200,
  errors: [],
})

export const previewRoute = operation({
  id: 'previewRoute',
  method: 'POST',
  path: '/api/v1/route-previews',
  summary: 'What a message would look like, as it is sent but for secrets; nothing is sent',
  tag: 'Routes',
  auth: 'user',
  body: Draft,
  out: z.object({ contentType: z.string(), body: z.string() }),
  status: 200,
  errors: ['invalid'],
  example: { body: draftExample, out: { contentType: 'application/json', body: '{}' } },
})

export const testRoute = operation({
  id: 'testRoute',
  method: 'POST',
  path: '/api/v1/route-tests',
  summary: 'Send one example message now, with settings that need not be saved; it says that it is a test',
  tag: 'Routes',
  auth: 'user',
  body: Draft,
  out: z.object({ ok: z.boolean(), detail: z.string() }),
  status: 200,
  errors: ['invalid'],
  example: { body: draftExample, out: { ok: true, detail: 'Delivered' } },
})

export const listDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/api/v1/routes/{id}/deliveries',
  summary: `The last ${MOST_SHOWN} attempts of a route, newest first; they are kept for 30 days`,
  tag: 'Routes',
  auth: 'user',
  params: RouteParams,
  out: z.object({ rows: z.array(RouteDelivery) }),
  status: 200,
  errors: ['not-found'],
  example: {
    params: { id: 5 },
    out: {
      rows: [
        {
          id: 900,
          at: '2026-11-21T08:00:00.000Z',
          ok: true,
          test: false,
          attempt: 1,
          title: 'CVE-2021-44228 in log4j-core',
          detail: 'Delivered',
          tookMs: 210,
        },
      ],
    },
  },
})

export const listDeadLetters = operation({
  id: 'listDeadLetters',
  method: 'GET',
  path: '/api/v1/dead-letters',
  summary: `Messages that were given up, newest first, at most ${MOST_SHOWN}; they are kept for 30 days`,
  tag: 'Routes',
  auth: 'user',
  out: z.object({ rows: z.array(DeadLetter) }),
  status: 200,
  errors: [],
})

export const replayDeadLetters = operation({
  id: 'replayDeadLetters',
  method: 'POST',
  path: '/api/v1/dead-letters/replay',
  summary: 'Send messages again that were given up: these, or all of a route',
  tag: 'Routes',
  auth: 'user',
  body: z.union([
    z.object({ ids: z.array(z.int().min(1)).min(1).max(MOST_SHOWN) }),
    z.object({ routeId: z.int().min(1).max(2_147_483_647) }),
  ]),
  out: z.object({ replayed: z.int() }),
  status: 200,
  errors: ['not-found'],
  example: { body: { ids: [41] }, out: { replayed: 1 } },
})

export const sendFix = operation({
  id: 'sendFix',
  method: 'POST',
  path: '/api/v1/fixes/{id}/send',
  summary: 'Send a fix over a route, as one message or ticket; a ticket that is made is linked to the fix',
  tag: 'Routes',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({ routeId: z.int().min(1).max(2_147_483_647) }),
  status: 204,
  errors: ['not-found', 'conflict'],
  example: { params: { id: 71 }, body: { routeId: 5 } },
})

export const routeDeliveryOperations = [
  listRouteProviders,
  previewRoute,
  testRoute,
  listDeliveries,
  listDeadLetters,
  replayDeadLetters,
  sendFix,
]
