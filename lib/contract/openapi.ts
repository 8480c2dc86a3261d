import * as z from 'zod'
import type { FailureCode } from '../domain/result.ts'
import { type Operation, operation } from './operation.ts'
import { PROBLEMS, Problem } from './problem.ts'

export const getOpenApi = operation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This description',
  tag: 'API',
  auth: 'public',
  out: z.looseObject({ openapi: z.literal('3.1.1'), paths: z.record(z.string(), z.unknown()) }),
  status: 200,
  errors: [],
})

/** Every failure of an operation: its own, and those of authentication and parsing that lib/http/route.ts can answer. */
export function failuresOf(operation: Operation): FailureCode[] {
  const failures = new Set<FailureCode>(operation.errors)
  if (operation.auth !== 'public') failures.add('unauthenticated').add('forbidden')
  if (operation.auth === 'public' && operation.method !== 'GET') failures.add('forbidden')
  if (operation.body) {
    failures.add('malformed').add('unsupported-media-type').add('too-large').add('invalid')
  }
  return [...failures]
}

type Json = Record<string, unknown>
/** Turns a schema into JSON Schema, as it is sent to us or as we answer it. */
type Convert = (schema: z.ZodType, io: 'input' | 'output') => Json

/** The OpenAPI 3.1 document of these operations. */
export function openApiDocument(operations: readonly Operation[]) {
  const schemas: Json = {}
  const convert: Convert = (schema, io) => {
    const { $schema: _, id: __, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
    return share(json, schemas, io === 'input' ? 'Input' : '') as Json
  }
  const paths: Record<string, Json> = {}
  for (const declared of operations) {
    paths[declared.path] = { ...paths[declared.path], [declared.method.toLowerCase()]: pathItem(declared, convert) }
  }
  return {
    openapi: '3.1.1' as const,
    info: {
      title: 'Plimsoll',
      version: '1',
      description:
        'People use the session cookie of the browser; tools use an ingest token. Failures are RFC 9457 problem documents.',
    },
    paths,
    components: {
      schemas: { Problem: convert(Problem, 'output'), ...schemas },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'plimsoll.session_token' },
        token: { type: 'http', scheme: 'bearer', description: 'An ingest token, plim_…' },
      },
    },
  }
}

/**
 * Moves the named schemas of a part (`$defs`) to the document's own and points to them there. What is sent may leave out what has a
 * default, so it has a name of its own, with a suffix.
 */
function share(part: unknown, schemas: Json, suffix: string): unknown {
  if (Array.isArray(part)) return part.map((item) => share(item, schemas, suffix))
  if (typeof part !== 'object' || part === null) return part
  const { $defs = {}, ...rest } = part as Json & { $defs?: Json }
  for (const [name, schema] of Object.entries($defs)) {
    const { id: _, ...shared } = share(schema, schemas, suffix) as Json
    const known = schemas[name + suffix]
    if (known && JSON.stringify(known) !== JSON.stringify(shared)) throw new Error(`two schemas are called ${name}`)
    schemas[name + suffix] = shared
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, `${value.replace('#/$defs/', '#/components/schemas/')}${suffix}`]
        : [key, share(value, schemas, suffix)],
    ),
  )
}

const SECURITY = {
  public: [],
  user: [{ session: [] }],
  token: [{ token: [] }],
  'user-or-token': [{ session: [] }, { token: [] }],
} as const

function pathItem(declared: Operation, convert: Convert) {
  const parameters = [
    ...parametersOf('path', declared.params, declared.example?.params, convert),
    ...parametersOf('query', declared.query, declared.example?.query, convert),
  ]
  const requestBody = requestBodyOf(declared, convert)
  return {
    operationId: declared.id,
    summary: declared.summary,
    tags: [declared.tag],
    security: SECURITY[declared.auth],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { [declared.status]: answerOf(declared, convert), ...problemsOf(declared) },
  }
}

function requestBodyOf({ body, rawBody, example }: Operation, convert: Convert) {
  if (body) {
    return {
      required: true,
      content: {
        'application/json': {
          schema: convert(body, 'input'),
          ...(example?.body !== undefined && { example: example.body }),
        },
      },
    }
  }
  if (!rawBody) return null
  const media = { schema: { type: 'string', format: 'binary' }, example: rawBody.example }
  return {
    required: true,
    description: rawBody.description,
    content: Object.fromEntries(rawBody.contentTypes.map((type) => [type, media])),
  }
}

function answerOf({ out, stream, example }: Operation, convert: Convert) {
  if (out) {
    const media = { schema: convert(out, 'output'), ...(example?.out !== undefined && { example: example.out }) }
    return { description: 'Done', content: { 'application/json': media } }
  }
  if (!stream) return { description: 'Done; no content' }
  return { description: stream.description, content: { [stream.contentType]: { schema: { type: 'string' } } } }
}

/** One response per HTTP status, naming the codes that share it. */
function problemsOf(declared: Operation) {
  const byStatus = Map.groupBy(failuresOf(declared), (code) => PROBLEMS[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${code}: ${PROBLEMS[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined, example: unknown, convert: Convert) {
  if (!schema) return []
  const { properties = {}, required = [] } = convert(schema, 'input') as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  const examples = (example ?? {}) as Record<string, unknown>
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(property.description && { description: property.description }),
    schema: property,
    ...(examples[name] !== undefined && { example: examples[name] }),
  }))
}
