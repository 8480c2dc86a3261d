import * as z from 'zod'
import { STAGES } from '../domain/observation.ts'
import { DEPLOY_ACTIONS, type Policy } from '../domain/policy.ts'
import { SEVERITIES } from '../domain/severity.ts'

const names = z.array(z.string().min(1).max(253)).max(1000)

/** A policy as its YAML document says it. */
export const PolicyDocument = z.object({
  apiVersion: z.literal('plimsoll.dev/v1'),
  kind: z.literal('Policy'),
  metadata: z.object({
    name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
    labels: z.record(z.string(), z.string()).exactOptional(),
  }),
  spec: z.object({
    severity: z.enum(SEVERITIES),
    description: z.string().min(1),
    remediation: z.string().min(1),
    match: z
      .object({
        namespaces: z.object({ include: names.exactOptional(), exclude: names.exactOptional() }).exactOptional(),
      })
      .exactOptional(),
    rules: z
      .array(z.object({ stage: z.enum(STAGES), check: z.string().min(1), action: z.enum(DEPLOY_ACTIONS) }))
      .min(1),
    controls: z.array(z.object({ standard: z.string(), id: z.string() })).exactOptional(),
  }),
}) satisfies z.ZodType<Policy>
