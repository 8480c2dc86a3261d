import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { actorOfRequest } from '../auth/request-actor.ts'
import type { Operation, OperationAuth } from '../contract/operation.ts'
import type { Actor, TokenActor, UserActor } from '../domain/actor.ts'
import { err, type Result } from '../domain/result.ts'
import { log } from '../observe/log.ts'
import { observeRequest } from '../observe/metrics.ts'
import { parseRequest } from './parse-request.ts'
import { problemResponse } from './problem-response.ts'
import { refusedActor } from './refused-actor.ts'
import { isSameOrigin } from './same-origin.ts'

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

interface ActorByAuth {
  public: null
  user: UserActor
  token: TokenActor
  'user-or-token': UserActor | TokenActor
}

/** What a handler gets: everything parsed and the actor known. */
export interface Call<Params, Query, Body, Auth extends OperationAuth> {
  actor: ActorByAuth[Auth]
  params: Parsed<Params>
  query: Parsed<Query>
  body: Parsed<Body>
  request: Request
  requestId: string
}

/** A handler on the signature of Next's route handlers; outside Next the parameters are passed as a resolved promise. */
export type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

/**
 * Makes a Fetch handler from a declared operation: authenticates, refuses cross-site mutations, parses, runs, and turns a
 * failure into a problem document. A bug (a throw) is logged with the request id and answered with 500 that tells only the id.
 */
export function route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Out extends z.ZodType,
  Auth extends OperationAuth,
>(
  operation: Operation<Params, Query, Body, Out, Auth>,
  run: (call: Call<Params, Query, Body, Auth>) => Promise<Result<z.input<Out> | undefined> | Response>,
): Handler {
  return async (request, context) => {
    const requestId =
      request.headers
        .get('x-request-id')
        ?.slice(0, 100)
        .replace(/[^\w.-]/g, '') || randomUUID()
    const startedAt = performance.now()
    let response: Response
    try {
      response = await answer(operation, run, request, context, requestId)
    } catch (error) {
      log.error({ err: error, requestId, operation: operation.id }, 'request failed')
      response = Response.json(
        {
          type: '/problems/internal',
          title: 'Plimsoll failed',
          status: 500,
          code: 'internal',
          detail: `This is a fault of Plimsoll's own. Its log has the details under request ${requestId}.`,
          requestId,
        },
        { status: 500, headers: { 'content-type': 'application/problem+json' } },
      )
    }
    response.headers.set('x-request-id', requestId)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    observeRequest(operation.id, response.status, performance.now() - startedAt)
    return response
  }
}

async function answer<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Out extends z.ZodType,
  Auth extends OperationAuth,
>(
  operation: Operation<Params, Query, Body, Out, Auth>,
  run: (call: Call<Params, Query, Body, Auth>) => Promise<Result<z.input<Out> | undefined> | Response>,
  request: Request,
  context: { params: Promise<Record<string, string>> },
  requestId: string,
): Promise<Response> {
  const actor = operation.auth === 'public' ? null : await actorOfRequest(request)
  const refused = refusedAuth(operation, actor, request)
  if (refused) return problemResponse(refused.failure, requestId)
  const parsed = await parseRequest(operation, request, await context.params)
  if (!parsed.ok) return problemResponse(parsed.failure, requestId)
  const result = await run({ actor, ...parsed.value, request, requestId } as Call<Params, Query, Body, Auth>)
  if (result instanceof Response) return result
  if (!result.ok) return problemResponse(result.failure, requestId)
  if (operation.status === 204) return new Response(null, { status: 204 })
  return Response.json(result.value, { status: operation.status })
}

function refusedAuth(operation: Operation, actor: Actor | null, request: Request) {
  // A token is sent on purpose; only what a browser sends by itself (the session cookie) can be forged cross-site.
  if (operation.method !== 'GET' && actor?.type !== 'token' && operation.auth !== 'token' && !isSameOrigin(request)) {
    return err('forbidden', 'This request did not come from a page of this Plimsoll. Open Plimsoll and try it there.')
  }
  return refusedActor(operation, actor)
}
