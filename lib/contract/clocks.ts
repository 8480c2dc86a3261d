import * as z from 'zod'
import { isTimeZone } from '../domain/business-days.ts'
import { RISK_BANDS } from '../domain/risk-band.ts'
import { ENVIRONMENTS } from '../domain/risk-context.ts'
import { CLOCK_BASES, type ClockPolicy, DEFAULT_CLOCKS, REOPENINGS } from '../domain/sla.ts'
import { PersonRef } from './issues.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

const Days = z.int().min(0).max(3650).nullable()

const ClockRule = z.object({
  teamId: z.int().min(1).max(16_777_215).nullable().meta({ description: 'Null is every team, and nobody' }),
  environment: z
    .enum(ENVIRONMENTS)
    .nullable()
    .meta({ description: 'The gravest in which the issue runs; null is any, and none' }),
  by: z.enum(CLOCK_BASES).meta({ description: 'What the bands are of' }),
  days: z
    .object({ critical: Days, high: Days, medium: Days, low: Days })
    .meta({ description: 'Days after the day on which the clock began; null: no date' }),
  businessDays: z.boolean().meta({ description: 'Only Monday to Friday count, without holidays' }),
  onReopen: z
    .enum(REOPENINGS)
    .meta({ description: 'What is seen again begins its days anew, or goes on with those that were left' }),
})

export const ClockPolicyBody = z
  .object({
    calendar: z.object({
      timeZone: z.string().max(60).refine(isTimeZone, 'a time zone by its IANA name, as Europe/Berlin'),
      holidays: z.array(z.iso.date()).max(500),
    }),
    rules: z.array(ClockRule).min(1).max(500),
    soonDays: z.int().min(0).max(60).meta({ description: 'So many days before it is due an issue is near its date' }),
    exceptions: z.object({
      approvalBands: z
        .array(z.enum(RISK_BANDS))
        .max(RISK_BANDS.length)
        .meta({ description: 'Risk bands of which an acceptance needs a second person' }),
      warnDays: z.int().min(1).max(90).meta({ description: 'So many days before an acceptance ends it is told of' }),
    }),
  })
  .refine(
    ({ rules }) => rules.filter(({ teamId, environment }) => teamId === null && environment === null).length === 1,
    'One rule is for every team and environment, and only one.',
  )
  .refine(
    ({ rules }) => new Set(rules.map(({ teamId, environment }) => `${teamId} ${environment}`)).size === rules.length,
    'No two rules are for the same team and environment.',
  )
  .meta({ id: 'ClockPolicy' })

export const ClockVersion = z
  .object({
    version: z.int().meta({ description: '0: nobody has set a clock, and these are the defaults' }),
    policy: ClockPolicyBody,
    reason: z.string(),
    savedAt: Timestamp.nullable(),
    savedBy: PersonRef.nullable(),
  })
  .meta({ id: 'ClockVersion' })
export type ClockVersion = z.infer<typeof ClockVersion>

const defaults = {
  ...DEFAULT_CLOCKS,
  calendar: { ...DEFAULT_CLOCKS.calendar, holidays: [...DEFAULT_CLOCKS.calendar.holidays] },
  rules: DEFAULT_CLOCKS.rules.map((rule) => ({ ...rule })),
  exceptions: { ...DEFAULT_CLOCKS.exceptions, approvalBands: [...DEFAULT_CLOCKS.exceptions.approvalBands] },
} satisfies ClockPolicy
const example: z.input<typeof ClockVersion> = { version: 0, policy: defaults, reason: '', savedAt: null, savedBy: null }

export const getClocks = operation({
  id: 'getClocks',
  method: 'GET',
  path: '/api/v1/clocks',
  summary: 'By when what has to be fixed, and which acceptances need a second person',
  tag: 'Clocks',
  auth: 'user',
  out: ClockVersion,
  status: 200,
  errors: [],
  example: { out: example },
})

export const saveClocks = operation({
  id: 'saveClocks',
  method: 'PUT',
  path: '/api/v1/clocks',
  summary: 'Set the clocks; every issue that is not closed is dated again in the background',
  tag: 'Clocks',
  auth: 'user',
  body: z.object({
    version: z.int().min(0).meta({ description: 'The version that you saw' }),
    reason: z.string().trim().min(1).max(2000),
    policy: ClockPolicyBody,
  }),
  out: ClockVersion.extend({ jobId: z.int().meta({ description: 'The job that dates the issues again' }) }),
  status: 200,
  errors: ['invalid', 'conflict'],
  example: {
    body: { version: 0, reason: 'As agreed with the teams.', policy: defaults },
    out: {
      ...example,
      version: 1,
      reason: 'As agreed with the teams.',
      savedAt: '2026-11-21T09:12:00.000Z',
      savedBy: { id: '7Gk1', name: 'Ada Osei' },
      jobId: 4,
    },
  },
})

export const listClockVersions = operation({
  id: 'listClockVersions',
  method: 'GET',
  path: '/api/v1/clocks/versions',
  summary: 'Who set the clocks, when and why, newest first; at most 100',
  tag: 'Clocks',
  auth: 'user',
  out: z.object({ rows: z.array(ClockVersion) }),
  status: 200,
  errors: [],
  example: { out: { rows: [] } },
})

export const clockOperations = [getClocks, saveClocks, listClockVersions]
