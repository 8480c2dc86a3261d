import * as z from 'zod'
import { RISK_BANDS } from '../domain/risk-band.ts'
import { weightProblems } from '../domain/risk-weight-rules.ts'
import { DEFAULT_WEIGHTS, type RiskWeights } from '../domain/risk-weights.ts'
import { operation } from './operation.ts'
import { PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

function points<Key extends string>(group: Readonly<Record<Key, number>>) {
  const keys = Object.keys(group) as Key[]
  return z.object(Object.fromEntries(keys.map((key) => [key, z.int()])) as Record<Key, z.ZodInt>)
}

const shape = {
  threat: points(DEFAULT_WEIGHTS.threat),
  reach: points(DEFAULT_WEIGHTS.reach),
  privilege: points(DEFAULT_WEIGHTS.privilege),
  preconditions: points(DEFAULT_WEIGHTS.preconditions),
  evidence: points(DEFAULT_WEIGHTS.evidence),
} satisfies Record<keyof RiskWeights, z.ZodType>

const Weights = z.object(shape).meta({ id: 'RiskWeights', description: 'Points of every part of the risk, by group' })

/** Weights that somebody wants: those that break a rule are refused with the field. */
const WantedWeights = z.object(shape).check(({ value, issues }) => {
  for (const { path, message } of weightProblems(value)) {
    issues.push({ code: 'custom', input: value, path: path.split('.'), message })
  }
})

const Version = z.int().min(0).max(2_147_483_647)

export const WeightsVersion = z
  .object({
    version: Version.meta({ description: '0 is what Plimsoll came with' }),
    weights: Weights,
    reason: z.string(),
    restoredFrom: Version.nullable(),
    by: z.string().nullable().meta({ description: 'Null for version 0' }),
    at: Timestamp.nullable(),
    jobId: z.int().nullable().meta({ description: 'The background job that scored every issue by it' }),
  })
  .meta({ id: 'RiskWeightsVersion' })
export type WeightsVersion = z.infer<typeof WeightsVersion>

const BandMove = z.object({
  from: z.enum(RISK_BANDS),
  to: z.enum(RISK_BANDS),
  issues: z.int(),
})

export const WeightsPreview = z
  .object({
    basedOn: Version,
    open: z.int().meta({ description: 'Open issues that there are' }),
    compared: z
      .int()
      .meta({ description: 'Open issues that were scored both ways; fewer than `open` where there are too many' }),
    sample: z
      .object({
        riskiest: z.int().meta({ description: 'So many of the highest risk are among them' }),
        everyNth: z.int().meta({ description: 'Of the others, each whose number divides by this' }),
      })
      .nullable()
      .meta({ description: 'Null: all open issues were compared' }),
    raised: z.int(),
    lowered: z.int(),
    bands: z.array(BandMove).meta({ description: 'Issues that cross a band' }),
    movers: z
      .array(
        z.object({
          id: z.int(),
          title: z.string(),
          where: z.string(),
          team: TeamRef.nullable(),
          from: z.int(),
          to: z.int(),
        }),
      )
      .meta({ description: 'Those that move the most' }),
  })
  .meta({ id: 'RiskWeightsPreview' })
export type WeightsPreview = z.infer<typeof WeightsPreview>

const example: z.input<typeof WeightsVersion> = {
  version: 1,
  weights: DEFAULT_WEIGHTS,
  reason: 'What is known to be exploited comes first',
  restoredFrom: null,
  by: 'The admin',
  at: '2026-11-20T10:00:00.000Z',
  jobId: null,
}
const wanted = { ...DEFAULT_WEIGHTS, threat: { ...DEFAULT_WEIGHTS.threat, kev: 15 } }

export const getRiskWeights = operation({
  id: 'getRiskWeights',
  method: 'GET',
  path: '/api/v1/risk/weights',
  summary: 'The weights by which the risk of every issue is made now',
  tag: 'Risk',
  auth: 'user',
  out: WeightsVersion,
  status: 200,
  errors: [],
  example: { out: example },
})

export const listRiskWeights = operation({
  id: 'listRiskWeights',
  method: 'GET',
  path: '/api/v1/risk/weights/versions',
  summary: 'Every version of the weights, the newest first',
  tag: 'Risk',
  auth: 'user',
  query: PageQuery,
  out: pageOf(WeightsVersion),
  status: 200,
  errors: ['invalid'],
  example: { query: {}, out: { rows: [example], nextCursor: null } },
})

export const previewRiskWeights = operation({
  id: 'previewRiskWeights',
  method: 'POST',
  path: '/api/v1/risk/weights/preview',
  summary: 'Which open issues would move under other weights; changes nothing',
  tag: 'Risk',
  auth: 'user',
  body: z.object({ weights: WantedWeights }),
  out: WeightsPreview,
  status: 200,
  errors: ['invalid'],
  example: {
    body: { weights: wanted },
    out: {
      basedOn: 1,
      open: 4,
      compared: 4,
      sample: null,
      raised: 1,
      lowered: 0,
      bands: [{ from: 'medium', to: 'high', issues: 1 }],
      movers: [{ id: 1, title: 'CVE-2021-44228 in log4j-core', where: 'shop/pay-api', team: null, from: 58, to: 63 }],
    },
  },
})

export const saveRiskWeights = operation({
  id: 'saveRiskWeights',
  method: 'POST',
  path: '/api/v1/risk/weights',
  summary: 'Make these the weights, and score every issue by them in the background',
  tag: 'Risk',
  auth: 'user',
  body: z.object({
    basedOn: Version.meta({ description: 'The version that was changed; refused when it is no longer the newest' }),
    weights: WantedWeights,
    reason: z.string().trim().min(1).max(500),
    restoredFrom: Version.nullable().default(null),
  }),
  out: WeightsVersion,
  status: 201,
  errors: ['invalid', 'conflict'],
  example: {
    body: { basedOn: 1, weights: wanted, reason: 'KEV counts more' },
    out: { ...example, version: 2, weights: wanted, reason: 'KEV counts more', jobId: 2 },
  },
})

export const riskOperations = [getRiskWeights, listRiskWeights, previewRiskWeights, saveRiskWeights]
