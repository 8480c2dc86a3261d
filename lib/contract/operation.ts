import type * as z from 'zod'
import type { FailureCode } from '../domain/result.ts'

/** Who may call: anybody, a signed-in person, an ingest token, or either of the last two. What they may do is the service's to say. */
export type OperationAuth = 'public' | 'user' | 'token' | 'user-or-token'

/** One operation of the API: parsing, authentication, errors and the OpenAPI entry all come from this. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Out extends z.ZodType = z.ZodType,
  Auth extends OperationAuth = OperationAuth,
> {
  id: string
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Path with parameters in braces: `/api/v1/issues/{id}`. */
  path: `/api/v1/${string}`
  summary: string
  tag: string
  auth: Auth
  params?: Params
  query?: Query
  /** JSON body. */
  body?: Body
  /** A body that the handler streams itself, with its media types. */
  rawBody?: { description: string; contentTypes: string[]; example: string }
  /** JSON answer. Leave it out for 204 or for a stream. */
  out?: Out
  stream?: { description: string; contentType: string }
  status: 200 | 201 | 202 | 204
  /** Failures that this operation can return beside those of authentication and parsing. */
  errors: FailureCode[]
  example?: { params?: z.input<Params>; query?: z.input<Query>; body?: z.input<Body>; out?: z.input<Out> }
}

/** Declares an operation and keeps its types. */
export function operation<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Out extends z.ZodType,
  const Auth extends OperationAuth,
>(declaration: Operation<Params, Query, Body, Out, Auth>): Operation<Params, Query, Body, Out, Auth> {
  return declaration
}
