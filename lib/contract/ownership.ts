import * as z from 'zod'
import { RULE_KINDS } from '../domain/ownership.ts'
import { MAX_PATTERN, MAX_RULES, patternProblem } from '../domain/ownership-rule.ts'
import { operation } from './operation.ts'
import { filterText, Timestamp } from './page.ts'

const Slug = z.string().min(1).max(63)

export const OwnershipRule = z
  .object({
    kind: z.enum(RULE_KINDS),
    pattern: filterText(MAX_PATTERN).meta({
      description: 'An asterisk stands for any characters; labels read key=value',
    }),
    team: Slug.meta({ description: 'Slug of an existing team' }),
  })
  .superRefine(({ kind, pattern }, context) => {
    const message = patternProblem(kind, pattern)
    if (message) context.addIssue({ code: 'custom', message, path: ['pattern'] })
  })
  .meta({ id: 'OwnershipRule' })

export const TeamAlias = z
  .object({
    handle: filterText(300)
      .transform((handle) => handle.trim().toLowerCase())
      .pipe(z.string().min(1))
      .meta({ description: 'What others call the team: @shop/pay-squad, group:default/payments, a label’s value' }),
    team: Slug,
  })
  .meta({ id: 'TeamAlias' })
export type TeamAlias = z.output<typeof TeamAlias>

const Draft = z.object({
  rules: z.array(OwnershipRule).max(MAX_RULES),
  aliases: z.array(TeamAlias).max(5000),
})

export const Ownership = z
  .object({
    version: z.int().meta({ description: 'Send it when you save; another one means that somebody saved meanwhile' }),
    rules: z.array(z.object({ kind: z.enum(RULE_KINDS), pattern: z.string(), team: z.string() })),
    aliases: z.array(z.object({ handle: z.string(), team: z.string() })),
    updatedAt: Timestamp.nullable(),
    updatedBy: z.string().nullable(),
    jobId: z.int().nullable().meta({ description: 'The job that finds every owner anew, while it has not ended' }),
  })
  .meta({ id: 'Ownership' })
export type Ownership = z.infer<typeof Ownership>

export const ownershipExample: Ownership = {
  version: 1,
  rules: [{ kind: 'namespace', pattern: 'payments-*', team: 'payments' }],
  aliases: [{ handle: '@shop/pay-squad', team: 'payments' }],
  updatedAt: null,
  updatedBy: null,
  jobId: null,
}
const { rules, aliases } = ownershipExample

export const getOwnership = operation({
  id: 'getOwnership',
  method: 'GET',
  path: '/api/v1/ownership',
  summary: 'The rules that decide whose an issue is, in their order, and what else teams are called',
  tag: 'Ownership',
  auth: 'user',
  out: Ownership,
  status: 200,
  errors: [],
  example: { out: ownershipExample },
})

export const saveOwnership = operation({
  id: 'saveOwnership',
  method: 'PUT',
  path: '/api/v1/ownership',
  summary: 'Put these rules and names in the place of all; a job then finds every owner anew',
  tag: 'Ownership',
  auth: 'user',
  body: Draft.extend({ version: z.int() }),
  out: Ownership,
  status: 200,
  errors: ['invalid', 'conflict'],
  example: { body: { version: 1, rules, aliases }, out: { ...ownershipExample, version: 2, jobId: 7 } },
})

const OwnedThings = {
  issues: z.int(),
  workloads: z.int(),
  images: z.int(),
  repositories: z.int(),
}

export const OwnershipMove = z
  .object({
    from: z.string().nullable().meta({ description: 'Name of the team that has them now; null is nobody' }),
    to: z.string().nullable(),
    isNewTeam: z.boolean().meta({ description: 'A label names this team, and it will be made' }),
    ...OwnedThings,
    examples: z
      .array(
        z.object({
          type: z.enum(['workload', 'image', 'repository', 'cluster']),
          id: z.int(),
          label: z.string(),
          issues: z.int(),
          why: z.string(),
        }),
      )
      .meta({ description: 'Those with the most issues, at most five' }),
  })
  .meta({ id: 'OwnershipMove' })
export type OwnershipMove = z.infer<typeof OwnershipMove>

export const OwnershipPreview = z
  .object({
    moves: z.array(OwnershipMove).meta({ description: 'From which team to which, the most issues first' }),
    byHand: z.int().meta({ description: 'Issues that a person gave to a team: they stay' }),
    looked: z.object(OwnedThings).meta({ description: 'Out of how many' }),
  })
  .meta({ id: 'OwnershipPreview' })
export type OwnershipPreview = z.infer<typeof OwnershipPreview>

export const previewOwnership = operation({
  id: 'previewOwnership',
  method: 'POST',
  path: '/api/v1/ownership/preview',
  summary: 'What would go from which team to which, were these rules and names saved',
  tag: 'Ownership',
  auth: 'user',
  body: Draft,
  out: OwnershipPreview,
  status: 200,
  errors: ['invalid'],
  example: {
    body: { rules, aliases },
    out: { moves: [], byHand: 0, looked: { issues: 2, workloads: 1, images: 1, repositories: 0 } },
  },
})

export const Unowned = z
  .object({
    type: z.enum(['namespace', 'image', 'repository', 'cluster']),
    id: z.string().meta({ description: 'The namespace, or the id of the image, repository or cluster' }),
    label: z.string(),
    workloads: z.int(),
    issues: z.int().meta({ description: 'Open issues of it that nobody owns' }),
    suggestions: z
      .array(
        z.object({
          team: z.string(),
          teamName: z.string(),
          why: z.string(),
          rule: z.object({ kind: z.enum(RULE_KINDS), pattern: z.string() }).nullable(),
          alias: z.string().nullable(),
        }),
      )
      .meta({ description: 'Teams that could own it, and the rule or name that would say so' }),
  })
  .meta({ id: 'Unowned' })
export type Unowned = z.infer<typeof Unowned>

export const listUnowned = operation({
  id: 'listUnowned',
  method: 'GET',
  path: '/api/v1/ownership/unowned',
  summary: 'What nobody owns, by namespace, image, source repository and cluster, with the team that could',
  tag: 'Ownership',
  auth: 'user',
  out: z.object({ rows: z.array(Unowned), issues: z.int(), bounded: z.boolean() }),
  status: 200,
  errors: [],
  example: { out: { rows: [], issues: 0, bounded: false } },
})

export const SignInGroups = z
  .object({
    version: z.int(),
    groups: z.array(z.object({ name: z.string(), team: z.string() })),
    claim: z
      .string()
      .nullable()
      .meta({ description: 'The claim that lists groups; null: no identity provider is configured' }),
    slugs: z.boolean().meta({ description: 'Whether a group whose name is a team’s slug means that team' }),
    updatedAt: Timestamp.nullable(),
    updatedBy: z.string().nullable(),
  })
  .meta({ id: 'SignInGroups' })
export type SignInGroups = z.infer<typeof SignInGroups>

const groupsExample: SignInGroups = {
  version: 1,
  groups: [{ name: 'gitlab-payments', team: 'payments' }],
  claim: null,
  slugs: false,
  updatedAt: null,
  updatedBy: null,
}

export const getSignInGroups = operation({
  id: 'getSignInGroups',
  method: 'GET',
  path: '/api/v1/ownership/groups',
  summary: 'Which team a group of the identity provider means',
  tag: 'Ownership',
  auth: 'user',
  out: SignInGroups,
  status: 200,
  errors: [],
  example: { out: groupsExample },
})

export const saveSignInGroups = operation({
  id: 'saveSignInGroups',
  method: 'PUT',
  path: '/api/v1/ownership/groups',
  summary: 'Say which team a group means; it counts from each person’s next sign-in',
  tag: 'Ownership',
  auth: 'user',
  body: z.object({
    version: z.int(),
    groups: z
      .array(
        z.object({
          name: filterText(300)
            .transform((name) => name.trim())
            .pipe(z.string().min(1)),
          team: Slug,
        }),
      )
      .max(5000),
  }),
  out: SignInGroups,
  status: 200,
  errors: ['invalid', 'conflict'],
  example: { body: { version: 1, groups: groupsExample.groups }, out: { ...groupsExample, version: 2 } },
})

export const ownershipOperations = [
  getOwnership,
  saveOwnership,
  previewOwnership,
  listUnowned,
  getSignInGroups,
  saveSignInGroups,
]
