import * as z from 'zod'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'
import { ReportStatus } from './reports.ts'

/** One line of text that a person or a tool typed: Postgres refuses NUL, and a log line ends at a line break. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters')

export const ClusterName = line(253).meta({ description: 'Name of the cluster; a token for one cluster implies it' })

export const DECLARABLE_SCANS = ['vulnerability', 'misconfiguration', 'secret'] as const

const IdempotencyHeader =
  'An `Idempotency-Key` header (1 to 255 characters) makes a retry answer what the first request was answered; the same key with other content is refused.'

export const ReportQuery = z.object({
  source: line(50)
    .optional()
    .meta({ description: 'The tool that wrote the report; a report of another one is refused' }),
  format: line(50).optional().meta({ description: 'Name of the format; told from the content when left out' }),
  image: line(1000)
    .optional()
    .meta({ description: 'The image that was scanned, when the report names only a local one' }),
  repository: line(1000).optional().meta({ description: 'The source repository, for a scan of a folder' }),
  cluster: ClusterName.optional(),
  part: line(300).optional().meta({
    description:
      'Which part was scanned, where several reports of one tool cover one thing: a folder, a node, a framework. A part closes what it saw itself',
  }),
  base: line(1000).optional().meta({
    description:
      'The base image of the one that was scanned, as its Dockerfile names it: then neither its labels nor its layers are asked',
  }),
  preview: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .meta({ description: 'Only answer what it would open, reopen and close, at the status URL, and change nothing' }),
  scans: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(DECLARABLE_SCANS)).min(1))
    .optional()
    .meta({
      description:
        'What the scan looked for, separated by commas: then a result without findings says that there are none',
    }),
})
export type ReportQuery = z.output<typeof ReportQuery>

export const ReceivedReport = z
  .object({
    id: z.uuid(),
    status: ReportStatus,
    statusUrl: z.string(),
    duplicate: z
      .boolean()
      .meta({ description: 'True when this content was received before, with the same parameters' }),
  })
  .meta({ id: 'ReceivedReport' })
export type ReceivedReport = z.infer<typeof ReceivedReport>

const reportId = '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f20'

export const ingestReport = operation({
  id: 'ingestReport',
  method: 'POST',
  path: '/api/v1/ingest/reports',
  summary: 'Deliver a scan report; it is safe in the database when this answers',
  tag: 'Ingest',
  auth: 'token',
  query: ReportQuery,
  rawBody: {
    description: `The report as the tool wrote it, raw or with \`Content-Encoding: gzip\`. ${IdempotencyHeader}`,
    contentTypes: ['application/json'],
    example: JSON.stringify({
      SchemaVersion: 2,
      CreatedAt: '2026-11-20T09:00:00Z',
      ArtifactName: 'registry.example.com/shop/pay-api:4.2.0',
      ArtifactType: 'container_image',
      Metadata: {
        RepoDigests: [`registry.example.com/shop/pay-api@sha256:${'5a'.repeat(32)}`],
        RepoTags: ['registry.example.com/shop/pay-api:4.2.0'],
      },
      Results: [{ Target: 'pay-api', Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [] }],
    }),
  },
  out: ReceivedReport,
  status: 202,
  errors: [
    'invalid',
    'unknown-format',
    'malformed',
    'truncated',
    'too-large',
    'too-deep',
    'unsupported-media-type',
    'conflict',
  ],
  example: {
    query: { source: 'trivy' },
    out: { id: reportId, status: 'received', statusUrl: `/api/v1/reports/${reportId}`, duplicate: false },
  },
})

export const EVENT_SOURCES = ['falco'] as const

export const EventQuery = z.object({
  source: z.enum(EVENT_SOURCES).default('falco'),
  cluster: ClusterName.optional(),
})
export type EventQuery = z.output<typeof EventQuery>

export const ReceivedEvents = z
  .object({
    accepted: z
      .int()
      .meta({ description: 'Events that are safe in the database, those that were there before included' }),
    ids: z.array(z.uuid()).max(100).meta({ description: 'Ids of the first 100, in the order of the body' }),
    statusUrl: z.string().meta({ description: 'Status of the first one' }),
    rejected: z
      .array(z.object({ index: z.int(), offset: z.int(), reason: z.string() }))
      .max(100)
      .meta({ description: 'The first 100 events that cannot be read; the others were accepted without them' }),
  })
  .meta({ id: 'ReceivedEvents' })
export type ReceivedEvents = z.infer<typeof ReceivedEvents>

const eventId = '01a1f9b6-3bfb-8c11-9f4d-2b7c0a9e6d10'

const eventExample = {
  rule: 'Terminal shell in container',
  priority: 'Notice',
  time: '2026-11-20T16:07:12.123456789Z',
  output: 'A shell was spawned in a container',
  output_fields: { 'k8s.ns.name': 'payments', 'k8s.pod.name': 'pay-api-6d4cf56db6-bx9kq', 'proc.name': 'bash' },
}

export const ingestEvents = operation({
  id: 'ingestEvents',
  method: 'POST',
  path: '/api/v1/ingest/events',
  summary: 'Deliver runtime events: one, an array, or one a line; they are safe in the database when this answers',
  tag: 'Ingest',
  auth: 'token',
  query: EventQuery,
  rawBody: {
    description: `Events as the sensor wrote them, raw or with \`Content-Encoding: gzip\`. The same event is stored once. ${IdempotencyHeader}`,
    contentTypes: ['application/json', 'application/x-ndjson'],
    example: JSON.stringify(eventExample),
  },
  out: ReceivedEvents,
  status: 202,
  errors: [
    'invalid',
    'unknown-format',
    'malformed',
    'truncated',
    'too-large',
    'too-deep',
    'unsupported-media-type',
    'conflict',
    'unavailable',
  ],
  example: {
    query: { source: 'falco', cluster: 'shop-prod' },
    out: { accepted: 1, ids: [eventId], statusUrl: `/api/v1/ingest/events/${eventId}`, rejected: [] },
  },
})

export const EventStatus = z
  .object({
    id: z.uuid(),
    status: z.enum(['received', 'processed', 'quarantined']),
    receivedAt: Timestamp,
    problem: z.string().nullable().meta({ description: 'Why it could not be processed' }),
  })
  .meta({ id: 'EventStatus' })
export type EventStatus = z.infer<typeof EventStatus>

export const getIngestedEvent = operation({
  id: 'getIngestedEvent',
  method: 'GET',
  path: '/api/v1/ingest/events/{id}',
  summary: 'What became of an event that this token may deliver',
  tag: 'Ingest',
  auth: 'token',
  params: z.object({ id: z.uuid() }),
  out: EventStatus,
  status: 200,
  errors: ['not-found'],
  example: {
    params: { id: eventId },
    out: { id: eventId, status: 'processed', receivedAt: '2026-11-20T16:07:12.500Z', problem: null },
  },
})

export const ingestOperations = [ingestReport, ingestEvents, getIngestedEvent]
