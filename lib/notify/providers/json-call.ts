import type { Outbound, OutboundRequest, OutboundResponse } from '../outbound.ts'

export interface JsonAnswer {
  response: OutboundResponse
  ok: boolean
  /** What the body holds; null where it is no JSON. */
  json: unknown
}

/** Sends JSON, if any, and reads the answer as JSON, if it is. */
export async function callJson(
  outbound: Outbound,
  { json, ...request }: Omit<OutboundRequest, 'body'> & { json?: unknown },
): Promise<JsonAnswer> {
  const response = await outbound.fetch({
    ...request,
    headers: {
      'user-agent': 'Plimsoll',
      ...(json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      ...request.headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  return { response, ok: response.status >= 200 && response.status < 300, json: parsed(response.text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
