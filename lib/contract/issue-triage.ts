import * as z from 'zod'
import { RISK_BANDS } from '../domain/risk-band.ts'
import { CLOCK_BASES } from '../domain/sla.ts'
import { PersonRef } from './issues.ts'
import { Timestamp } from './page.ts'
import { Ticket } from './tickets.ts'

const JoinedIssue = z.object({
  id: z.int(),
  version: z.int(),
  title: z.string(),
  at: Timestamp,
  by: PersonRef.nullable(),
  reason: z.string(),
})

/** Where an issue stands between people: its clock, and what they did about it. */
export const IssueTriage = z
  .object({
    clock: z
      .object({
        from: Timestamp.meta({ description: 'When it began, pauses taken out' }),
        dueAt: Timestamp.nullable(),
        stoppedAt: Timestamp.nullable().meta({ description: 'Since when it stands' }),
        leftSeconds: z
          .int()
          .nullable()
          .meta({ description: 'Negative: so long ago; where it stands, what is left then' }),
        by: z.enum(CLOCK_BASES),
        band: z.enum(RISK_BANDS),
        days: z.int().nullable().meta({ description: 'Null: what is of this band has no date' }),
        businessDays: z.boolean(),
        timeZone: z.string(),
        ruleFor: z.object({ team: z.boolean(), environment: z.string().nullable() }).meta({
          description: 'Whether the rule is of its team, and of which environment; neither: the one for all',
        }),
      })
      .nullable()
      .meta({ description: 'Null while it is closed or dismissed: no clock runs then' }),
    snooze: z.object({ until: Timestamp, reason: z.string(), by: PersonRef.nullable(), at: Timestamp }).nullable(),
    acknowledged: z.object({ by: PersonRef.nullable(), at: Timestamp }).nullable(),
    tickets: z.array(Ticket),
    joined: z.array(JoinedIssue).meta({ description: 'Issues that people joined to this one' }),
    joinedInto: JoinedIssue.nullable().meta({ description: 'The issue to which a person joined this one' }),
    closedTooEarly: z
      .object({
        by: z.string().nullable(),
        at: Timestamp,
        how: z.string(),
        seenAgain: z
          .object({ source: z.string(), subject: z.string(), at: Timestamp, reportId: z.string().nullable() })
          .nullable(),
      })
      .nullable()
      .meta({ description: 'A person closed the episode before this one, and it was seen again' }),
  })
  .meta({ id: 'IssueTriage' })
export type IssueTriage = z.infer<typeof IssueTriage>

export const triageExample: z.input<typeof IssueTriage> = {
  clock: {
    from: '2026-11-18T09:12:00.000Z',
    dueAt: '2026-11-25T23:59:59.999Z',
    stoppedAt: null,
    leftSeconds: 398_879,
    by: 'severity',
    band: 'critical',
    days: 7,
    businessDays: false,
    timeZone: 'UTC',
    ruleFor: { team: false, environment: null },
  },
  snooze: null,
  acknowledged: null,
  tickets: [],
  joined: [],
  joinedInto: null,
  closedTooEarly: null,
}
