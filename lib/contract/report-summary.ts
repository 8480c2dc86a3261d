import * as z from 'zod'
import { IssueRow, issueExample } from './issues.ts'

/** So many issues of each kind of change are named, the most severe first. */
export const MAX_NAMED_CHANGES = 100

const ChangedIssue = IssueRow.pick({ title: true, severity: true, where: true }).extend({
  id: z.int().nullable().meta({ description: 'Null for an issue that would be new' }),
})
const ChangedIssues = z.array(ChangedIssue).max(MAX_NAMED_CHANGES)

/** The issues behind the counts of a report. */
export const ReportChanges = z
  .object({ opened: ChangedIssues, reopened: ChangedIssues, closed: ChangedIssues })
  .meta({ id: 'ReportChanges' })
export type ReportChanges = z.infer<typeof ReportChanges>

/** What a report covered, said and changed, or would change. */
export const ReportSummary = z
  .object({
    findings: z.int(),
    opened: z.int(),
    reopened: z.int(),
    closed: z.int(),
    unchanged: z.int().meta({ description: 'Findings that say what they said before' }),
    facts: z.record(z.string(), z.int()).meta({ description: 'What it said that is no finding, by kind' }),
    scopes: z
      .array(
        z.object({
          subject: z.string(),
          scan: z.string(),
          part: z.string().optional(),
          complete: z.boolean().meta({ description: 'Whether what it did not see there counts as gone' }),
          late: z.boolean().meta({ description: 'A later scan was there first: it changed nothing' }),
        }),
      )
      .meta({ description: 'What it covered, the first 50' }),
    scopesTotal: z.int(),
    unread: z
      .array(z.object({ path: z.string(), reason: z.string() }))
      .meta({ description: 'Parts that were not understood, the first of each reason' }),
    unreadTotal: z.int(),
    wouldWait: z.string().nullable().meta({ description: 'Why the report itself would wait for a person' }),
  })
  .partial()
  .meta({ id: 'ReportSummary' })
export type ReportSummary = z.infer<typeof ReportSummary>

const { id, title, severity, where } = issueExample

export const summaryExample = {
  ...{ findings: 43, opened: 1, reopened: 0, closed: 0, unchanged: 42, facts: {} },
  ...{ unread: [], unreadTotal: 0 },
  scopes: [{ subject: 'registry.example/shop/pay:1.4.2', scan: 'vulnerability', complete: true, late: false }],
  scopesTotal: 1,
} satisfies ReportSummary

export const changesExample = {
  opened: [{ id, title, severity, where }],
  reopened: [],
  closed: [],
} satisfies z.input<typeof ReportChanges>
