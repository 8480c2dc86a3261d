import * as z from 'zod'
import { ROUTE_EVENTS } from '../domain/notice.ts'
import { ISSUE_KINDS, STAGES } from '../domain/observation.ts'
import { ENVIRONMENTS } from '../domain/risk-context.ts'
import { SEVERITIES } from '../domain/severity.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

const RouteEvent = z.enum(ROUTE_EVENTS)
const unique = <Value>(values: Value[]) => [...new Set(values)]
const Minute = z.int().min(0).max(1439).meta({ description: 'Of the day: 540 is nine o’clock' })

export const RouteFilter = z
  .object({
    severities: z.array(z.enum(SEVERITIES)).max(5).transform(unique).default([]),
    minRisk: z.int().min(0).max(100).nullable().default(null),
    stages: z.array(z.enum(STAGES)).max(3).transform(unique).default([]),
    kinds: z.array(z.enum(ISSUE_KINDS)).max(ISSUE_KINDS.length).transform(unique).default([]),
    environments: z
      .array(z.enum([...ENVIRONMENTS, 'unknown']))
      .max(4)
      .transform(unique)
      .default([]),
    unowned: z.boolean().default(false).meta({ description: 'Only what nobody owns; for routes of no team' }),
  })
  .meta({ id: 'RouteFilter', description: 'All limits hold together; an empty list is no limit' })

export const RouteTiming = z
  .object({
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'is no time zone, as Europe/Berlin is one')
      .meta({ description: 'IANA name' }),
    rhythm: z.discriminatedUnion('every', [
      z.object({ every: z.literal('event') }),
      z.object({ every: z.literal('hour') }),
      z.object({ every: z.literal('day'), minute: Minute }),
      z.object({
        every: z.literal('week'),
        weekday: z.int().min(1).max(7).meta({ description: '1 is Monday' }),
        minute: Minute,
      }),
    ]),
    quiet: z
      .object({ fromMinute: Minute, untilMinute: Minute, weekends: z.boolean(), exceptCritical: z.boolean() })
      .refine(({ fromMinute, untilMinute }) => fromMinute !== untilMinute, 'must end at another time than they begin')
      .nullable(),
  })
  .meta({ id: 'RouteTiming' })

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }) !== null
  } catch {
    return false
  }
}

const SettingValue = z.union([
  z.string().max(8000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(500)).max(50),
  z.null(),
])
export const RouteSettings = z
  .record(z.string().max(50), SettingValue)
  .meta({ description: 'As the provider’s fields say. A secret that is left out stays as it is; null takes it away' })
export type RouteSettings = z.infer<typeof RouteSettings>

export const RouteBody = z.object({
  name: z.string().trim().min(1).max(100),
  teamId: z
    .int()
    .min(1)
    .max(16_777_215)
    .nullable()
    .meta({ description: 'Null tells of every team’s issues and of those that nobody owns' }),
  provider: z.string().max(30),
  settings: RouteSettings,
  events: z.array(RouteEvent).min(1).max(ROUTE_EVENTS.length).transform(unique),
  filter: RouteFilter,
  timing: RouteTiming,
  enabled: z.boolean(),
})
export type RouteBody = z.output<typeof RouteBody>

export const Route = z
  .object({
    id: z.int(),
    name: z.string(),
    team: TeamRef.nullable(),
    provider: z.string(),
    settings: RouteSettings,
    secretsSet: z.array(z.string()).meta({ description: 'Names of the secrets that are set; they are never returned' }),
    events: z.array(RouteEvent),
    filter: RouteFilter,
    timing: RouteTiming,
    enabled: z.boolean(),
    version: z.int(),
    createdBy: z.string().nullable(),
    createdAt: Timestamp,
    endpoint: z.object({
      label: z.string(),
      failures: z.int().meta({ description: 'In a row' }),
      waitsUntil: Timestamp.nullable().meta({ description: 'It asked to be called no sooner' }),
      paused: z.object({ since: Timestamp, reason: z.string(), nextTryAt: Timestamp }).nullable(),
    }),
    waiting: z.int().meta({ description: 'Messages that wait to be sent, up to 1,000' }),
    dead: z.int().meta({ description: 'Messages that were given up, up to 1,000' }),
    last: z.object({ at: Timestamp, ok: z.boolean(), detail: z.string() }).nullable(),
    mayManage: z.boolean(),
  })
  .meta({ id: 'Route' })
export type Route = z.infer<typeof Route>

export const SettingField = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  type: z.enum(['text', 'number', 'switch', 'choice', 'list']),
  choices: z.array(z.string()),
  secret: z.boolean(),
  required: z.boolean(),
  default: SettingValue,
})
export type SettingField = z.infer<typeof SettingField>

export const RouteProvider = z
  .object({
    name: z.string(),
    label: z.string(),
    manner: z.enum(['message', 'ticket', 'alert']),
    fields: z.array(SettingField),
  })
  .meta({ id: 'RouteProvider' })
export type RouteProvider = z.infer<typeof RouteProvider>

export const RouteParams = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) })

export const routeBodyExample: z.input<typeof RouteBody> = {
  name: 'Payments channel',
  teamId: 3,
  provider: 'webhook',
  settings: {
    url: 'https://hooks.example.com/plimsoll',
    signingSecret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
  },
  events: ['opened', 'overdue'],
  filter: { severities: ['critical', 'high'], minRisk: 60 },
  timing: {
    timeZone: 'Europe/Berlin',
    rhythm: { every: 'event' },
    quiet: { fromMinute: 1320, untilMinute: 420, weekends: true, exceptCritical: true },
  },
  enabled: true,
}

export const routeExample: z.input<typeof Route> = {
  id: 5,
  name: 'Payments channel',
  team: { id: 3, slug: 'payments', name: 'Payments' },
  provider: 'webhook',
  settings: { url: 'https://hooks.example.com/plimsoll' },
  secretsSet: ['signingSecret'],
  events: ['opened', 'overdue'],
  filter: { severities: ['critical', 'high'], minRisk: 60, stages: [], kinds: [], environments: [], unowned: false },
  timing: routeBodyExample.timing,
  enabled: true,
  version: 1,
  createdBy: 'Ada Osei',
  createdAt: '2026-11-20T08:00:00.000Z',
  endpoint: { label: 'https://hooks.example.com', failures: 0, waitsUntil: null, paused: null },
  waiting: 0,
  dead: 1,
  last: { at: '2026-11-21T08:00:00.000Z', ok: true, detail: 'Delivered' },
  mayManage: true,
}

export const listRoutes = operation({
  id: 'listRoutes',
  method: 'GET',
  path: '/api/v1/routes',
  summary: 'Routes, by name; a developer sees those of their own teams',
  tag: 'Routes',
  auth: 'user',
  out: z.object({ rows: z.array(Route) }),
  status: 200,
  errors: [],
  example: { out: { rows: [routeExample] } },
})

export const getRoute = operation({
  id: 'getRoute',
  method: 'GET',
  path: '/api/v1/routes/{id}',
  summary: 'One route',
  tag: 'Routes',
  auth: 'user',
  params: RouteParams,
  out: Route,
  status: 200,
  errors: ['not-found'],
  example: { params: { id: 5 }, out: routeExample },
})

export const createRoute = operation({
  id: 'createRoute',
  method: 'POST',
  path: '/api/v1/routes',
  summary: 'Make a route; it tells of what happens from now on',
  tag: 'Routes',
  auth: 'user',
  body: RouteBody,
  out: Route,
  status: 201,
  errors: ['invalid'],
  example: { body: routeBodyExample, out: routeExample },
})

export const updateRoute = operation({
  id: 'updateRoute',
  method: 'PUT',
  path: '/api/v1/routes/{id}',
  summary: 'Change a route; one that is switched off drops what waits',
  tag: 'Routes',
  auth: 'user',
  params: RouteParams,
  body: RouteBody.extend({ version: z.int() }),
  out: Route,
  status: 200,
  errors: ['invalid', 'not-found', 'conflict'],
  example: { params: { id: 5 }, body: { ...routeBodyExample, version: 1 }, out: { ...routeExample, version: 2 } },
})

export const deleteRoute = operation({
  id: 'deleteRoute',
  method: 'DELETE',
  path: '/api/v1/routes/{id}',
  summary: 'Delete a route with what waits and its deliveries',
  tag: 'Routes',
  auth: 'user',
  params: RouteParams,
  status: 204,
  errors: ['not-found'],
  example: { params: { id: 5 } },
})

export const resumeRoute = operation({
  id: 'resumeRoute',
  method: 'POST',
  path: '/api/v1/routes/{id}/resume',
  summary: 'Let messages go again to an endpoint that was paused after failures',
  tag: 'Routes',
  auth: 'user',
  params: RouteParams,
  out: Route,
  status: 200,
  errors: ['not-found'],
  example: { params: { id: 5 }, out: routeExample },
})

export const routeOperations = [listRoutes, getRoute, createRoute, updateRoute, deleteRoute, resumeRoute]
