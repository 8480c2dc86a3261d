import * as z from 'zod'
import { PersonRef } from './issues.ts'
import { Timestamp } from './page.ts'

/** A ticket, or an alert, that stands elsewhere for something here: linked by a person, or made and kept by a route. */
export const Ticket = z
  .object({
    id: z.int().nullable().meta({ description: 'Of the link that a person made; null where a route keeps it' }),
    key: z.string(),
    url: z.string().nullable(),
    route: z.object({ id: z.int(), name: z.string(), provider: z.string() }).nullable(),
    by: PersonRef.nullable().meta({ description: 'Who linked it' }),
    at: Timestamp.nullable().meta({ description: 'When it was linked' }),
    state: z.string().nullable().meta({ description: 'Its own word over there; null is not known' }),
    closed: z.boolean().nullable().meta({ description: 'Over there; null is not known. It closes nothing here' }),
    checkedAt: Timestamp.nullable(),
    problem: z.string().nullable().meta({ description: 'Why the last look failed' }),
  })
  .meta({ id: 'Ticket' })
export type Ticket = z.infer<typeof Ticket>
