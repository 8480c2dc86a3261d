import * as z from 'zod'
import { TOKEN_KINDS } from '../domain/actor.ts'
import { operation } from './operation.ts'
import { Count, Timestamp } from './page.ts'

export const Source = z
  .object({
    kind: z.enum(TOKEN_KINDS),
    name: z.string().meta({ description: 'The tool, or for admission the cluster' }),
    lastAt: Timestamp.nullable(),
    last24h: Count,
    dueAt: Timestamp.nullable().meta({
      description: 'From then on it counts as silent; null: its rhythm is not known',
    }),
    silent: z.boolean(),
    troubled: Count.meta({ description: 'What waits for a person: quarantined or held' }),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof Source>

export const listSources = operation({
  id: 'listSources',
  method: 'GET',
  path: '/api/v1/sources',
  summary: 'What reports to Plimsoll, and when each did last',
  tag: 'Sources',
  auth: 'user',
  out: z.object({ rows: z.array(Source) }),
  status: 200,
  errors: [],
  example: {
    out: {
      rows: [
        {
          kind: 'reports',
          name: 'trivy',
          lastAt: '2026-11-21T08:00:00.000Z',
          last24h: { value: 41, bounded: false },
          dueAt: '2026-11-22T20:00:00.000Z',
          silent: false,
          troubled: { value: 1, bounded: false },
        },
      ],
    },
  },
})

export const sourceOperations = [listSources]
