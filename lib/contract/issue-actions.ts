import * as z from 'zod'
import type { FailureCode } from '../domain/result.ts'
import { IssueRow, issueExample, PersonRef } from './issues.ts'
import { operation } from './operation.ts'
import { filterText, Timestamp } from './page.ts'
import { PROBLEMS } from './problem.ts'

const Reason = z.string().trim().min(1).max(2000)
const Note = z.string().trim().max(2000).default('')
const TicketUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({ description: 'http or https' })

/** What a person does to an issue. */
export const IssueAction = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('comment'),
      text: z.string().trim().min(1).max(5000),
      mentions: z
        .array(z.string().max(100))
        .max(50)
        .optional()
        .meta({ description: 'Ids of the people whom the text names with @; they are told' }),
    }),
    z.object({ type: z.literal('acknowledge') }),
    z.object({ type: z.literal('unacknowledge') }),
    z.object({ type: z.literal('assign'), userId: z.string().max(100).nullable() }),
    z.object({
      type: z.literal('team'),
      teamId: z
        .int()
        .min(1)
        .max(16_777_215)
        .nullable()
        .meta({ description: 'Null lets the ownership rules decide again' }),
    }),
    z
      .object({ type: z.literal('snooze'), until: Timestamp, reason: Note })
      .meta({ description: 'Out of the queue until then, or until it gets worse; its clock goes on' }),
    z.object({ type: z.literal('unsnooze') }),
    z
      .object({ type: z.literal('accept'), until: Timestamp, reason: Reason })
      .meta({ description: 'Where the policy wants a second person, this asks for their approval' }),
    z.object({ type: z.literal('approve'), note: Note }).meta({ description: 'Never by whoever asked' }),
    z.object({ type: z.literal('decline'), reason: Reason }),
    z.object({ type: z.literal('withdraw') }),
    z.object({ type: z.literal('dismiss'), reason: Reason }),
    z.object({ type: z.literal('handle'), how: Reason }).meta({ description: 'Threats only' }),
    z.object({ type: z.literal('resolve'), reason: Reason }).meta({
      description:
        'What is no threat: it counts as fixed once a complete scan no longer finds it, and opens again when one does',
    }),
    z.object({ type: z.literal('reopen'), reason: Note }),
    z.object({ type: z.literal('link'), url: TicketUrl, key: z.string().trim().max(100).default('') }),
    z.object({ type: z.literal('unlink'), ticketId: z.int().min(1) }),
    z
      .object({ type: z.literal('merge'), into: z.int().min(1), reason: Reason })
      .meta({ description: 'What is found as this one is the other one from now on' }),
    z.object({ type: z.literal('split') }).meta({ description: 'Takes a merge by hand back' }),
  ])
  .meta({ id: 'IssueAction' })
export type IssueAction = z.output<typeof IssueAction>

const Version = z.int().min(1).meta({ description: 'The version that you saw' })

export const IssueActionResult = z.object({
  issue: IssueRow,
  undo: IssueAction.nullable().meta({ description: 'The action that takes it back, or null when nothing does' }),
})
export type IssueActionResult = z.infer<typeof IssueActionResult>

export const actOnIssue = operation({
  id: 'actOnIssue',
  method: 'POST',
  path: '/api/v1/issues/{id}/actions',
  summary:
    'Do one thing to one issue: comment, acknowledge, assign, snooze, accept, dismiss, resolve, link, merge and so on',
  tag: 'Issues',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1) }),
  body: z.object({ version: Version, action: IssueAction }),
  out: IssueActionResult,
  status: 200,
  errors: ['invalid', 'not-found', 'conflict'],
  example: {
    params: { id: issueExample.id },
    body: { version: 2, action: { type: 'comment', text: 'The upgrade is in review.' } },
    out: { issue: issueExample, undo: null },
  },
})

export const IssueActionsResult = z.object({
  results: z.array(
    z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), id: z.int(), issue: IssueRow, undo: IssueAction.nullable() }),
      z.object({
        ok: z.literal(false),
        id: z.int(),
        code: z.enum(Object.keys(PROBLEMS) as [FailureCode, ...FailureCode[]]),
        detail: z.string(),
      }),
    ]),
  ),
})
export type IssueActionsResult = z.infer<typeof IssueActionsResult>

export const actOnIssues = operation({
  id: 'actOnIssues',
  method: 'POST',
  path: '/api/v1/issues/actions',
  summary: 'Do the same to up to 200 issues; each answers for itself',
  tag: 'Issues',
  auth: 'user',
  body: z.object({
    action: IssueAction,
    issues: z
      .array(z.object({ id: z.int().min(1), version: Version }))
      .min(1)
      .max(200),
  }),
  out: IssueActionsResult,
  status: 200,
  errors: ['invalid'],
  example: {
    body: { action: { type: 'assign', userId: null }, issues: [{ id: issueExample.id, version: 2 }] },
    out: { results: [{ ok: true, id: issueExample.id, issue: issueExample, undo: null }] },
  },
})

export const listAssignees = operation({
  id: 'listAssignees',
  method: 'GET',
  path: '/api/v1/issues/assignees',
  summary: 'People who may hold an issue of a team, or one that nobody owns, by name',
  tag: 'Issues',
  auth: 'user',
  query: z.object({
    teamId: z.coerce
      .number()
      .int()
      .min(1)
      .max(16_777_215)
      .optional()
      .meta({ description: 'The issue’s team; left out: nobody owns it' }),
  }),
  out: z.object({ rows: z.array(PersonRef) }),
  status: 200,
  errors: [],
  example: { query: { teamId: 3 }, out: { rows: [{ id: '7Gk1', name: 'Ada Osei' }] } },
})

export const listMentionable = operation({
  id: 'listMentionable',
  method: 'GET',
  path: '/api/v1/issues/{id}/people',
  summary: 'People who can see an issue and whose name has what was typed, for an @ in a comment; at most 20',
  tag: 'Issues',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1) }),
  query: z.object({ typed: filterText(100).default('') }),
  out: z.object({ rows: z.array(PersonRef) }),
  status: 200,
  errors: ['not-found'],
  example: {
    params: { id: issueExample.id },
    query: { typed: 'ada' },
    out: { rows: [{ id: '7Gk1', name: 'Ada Osei' }] },
  },
})

const Mention = z.object({
  id: z.int(),
  issueId: z.int(),
  title: z.string(),
  by: z.string().nullable(),
  text: z.string(),
  at: Timestamp,
  read: z.boolean(),
})
export type Mention = z.infer<typeof Mention>

export const listMentions = operation({
  id: 'listMentions',
  method: 'GET',
  path: '/api/v1/me/mentions',
  summary: 'Where you were named in comments, newest first; at most 50',
  tag: 'Me',
  auth: 'user',
  out: z.object({ rows: z.array(Mention) }),
  status: 200,
  errors: [],
  example: {
    out: {
      rows: [
        {
          ...{ id: 7, issueId: issueExample.id, title: issueExample.title, by: 'The security', read: false },
          ...{ text: '@Ada Osei can you look?', at: '2026-11-21T09:12:00.000Z' },
        },
      ],
    },
  },
})

export const readMentions = operation({
  id: 'readMentions',
  method: 'POST',
  path: '/api/v1/me/mentions/read',
  summary: 'Say that you read where you were named, up to a mention',
  tag: 'Me',
  auth: 'user',
  body: z.object({ upTo: z.int().min(1) }),
  status: 204,
  errors: [],
  example: { body: { upTo: 7 } },
})

export const issueActionOperations = [
  actOnIssue,
  actOnIssues,
  listAssignees,
  listMentionable,
  listMentions,
  readMentions,
]
