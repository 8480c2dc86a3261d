import type * as z from 'zod'
import type { Operation } from '../contract/operation.ts'
import { cleanText } from '../domain/clean-text.ts'
import { err, ok, type Result } from '../domain/result.ts'

/** Largest JSON body of an operation that is not ingest. */
const MAX_BODY_BYTES = 1_048_576

/** Parses parameters, query and JSON body by the operation's schemas; the first thing that is wrong is told with its path. */
export async function parseRequest(
  operation: Operation,
  request: Request,
  rawParams: Record<string, string>,
): Promise<Result<{ params: unknown; query: unknown; body: unknown }>> {
  const params = parsePart('path', operation.params, rawParams)
  if (!params.ok) return params
  const query = parseQuery(operation, new URL(request.url).searchParams)
  if (!query.ok) return query
  if (!operation.body) return ok({ params: params.value, query: query.value, body: undefined })
  const json = await readJson(request)
  if (!json.ok) return json
  const body = parsePart('body', operation.body, json.value)
  if (!body.ok) return body
  const unstorable = unstorableIn(body.value, 'body')
  if (unstorable) {
    const detail = `${unstorable}: a NUL character or half of a surrogate pair cannot be kept. Take it out.`
    return err('invalid', detail, { location: unstorable })
  }
  return ok({ params: params.value, query: query.value, body: body.value })
}

export function parseQuery(operation: Operation, search: URLSearchParams): Result<unknown> {
  return parsePart('query', operation.query, Object.fromEntries(search))
}

function parsePart(where: string, schema: z.ZodType | undefined, value: unknown): Result<unknown> {
  if (!schema) return ok(undefined)
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  const path = issue?.path.map(String).join('.') ?? ''
  return err('invalid', `${path ? `${where}.${path}` : where}: ${issue?.message ?? 'not valid'}`, {
    location: path ? `${where}.${path}` : where,
  })
}

/** The place of the first text that Postgres would refuse, or null. A person's words are never changed silently. */
function unstorableIn(value: unknown, place: string): string | null {
  if (typeof value === 'string') return cleanText(value, value.length) === value ? null : place
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorableIn(inner, `${place}.${key}`)
    if (found) return found
  }
  return null
}

async function readJson(request: Request): Promise<Result<unknown>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
    return err('unsupported-media-type', `Send the body as application/json, not ${type || 'without a content type'}.`)
  }
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return tooLarge()
  const text = await readText(request)
  if (text === null) return tooLarge()
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    return err('malformed', `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function tooLarge() {
  return err('too-large', `The body is larger than ${MAX_BODY_BYTES} bytes.`, { limitBytes: MAX_BODY_BYTES })
}

/** The body as text, or null as soon as it passes the limit. */
async function readText(request: Request): Promise<string | null> {
  if (!request.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > MAX_BODY_BYTES) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
