import * as z from 'zod'
import { FEEDS } from '../domain/observation.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const Feed = z
  .object({
    name: z.enum(FEEDS),
    version: z.string().nullable().meta({ description: 'As the feed itself names it' }),
    releasedAt: Timestamp.nullable().meta({
      description: 'Of the release that is loaded; null when none is as a whole',
    }),
    loadedAt: Timestamp.nullable().meta({ description: 'Null when nothing of it was ever loaded' }),
    entries: z.int(),
    age: z.enum(['fresh', 'stale', 'unknown']),
    freshDays: z.int().meta({ description: 'A release older than this is stale' }),
    token: z.object({ id: z.uuid(), name: z.string() }).nullable().meta({ description: 'What delivered it' }),
    reportId: z.uuid().nullable(),
    fetch: z
      .object({
        origin: z.string().meta({ description: 'The address or the file, without a password' }),
        attemptedAt: Timestamp.nullable().meta({ description: 'Null: not yet' }),
        succeededAt: Timestamp.nullable().meta({ description: 'When it last answered with something to use' }),
        nextAt: Timestamp.nullable(),
        failures: z.int().meta({ description: 'In a row' }),
        problem: z.string().nullable(),
        isLoaded: z.boolean().meta({ description: 'What is loaded was fetched so' }),
      })
      .nullable()
      .meta({ description: 'How Plimsoll fetches it by itself; null: it does not, it is sent' }),
  })
  .meta({ id: 'Feed' })
export type Feed = z.infer<typeof Feed>

export const listFeeds = operation({
  id: 'listFeeds',
  method: 'GET',
  path: '/api/v1/feeds',
  summary: 'The catalogues of what is known of vulnerabilities everywhere, and how old they are',
  tag: 'Sources',
  auth: 'user',
  out: z.object({ rows: z.array(Feed) }),
  status: 200,
  errors: [],
  example: {
    out: {
      rows: [
        {
          name: 'kev',
          version: '2026.11.20',
          releasedAt: '2026-11-20T15:04:19.000Z',
          loadedAt: '2026-11-21T06:00:03.000Z',
          entries: 1702,
          age: 'fresh',
          freshDays: 7,
          token: { id: '0b6f0f2e-6a3c-4a53-9d0e-7d3a2d0f6c11', name: 'Nightly feeds' },
          reportId: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f21',
          fetch: null,
        },
      ],
    },
  },
})

export const feedOperations = [listFeeds]
