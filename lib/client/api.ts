import type { Problem } from '../contract/problem.ts'

/** A request that failed, as the server told it, or `offline` when no answer came. */
export class ApiProblem extends Error {
  readonly code: Problem['code'] | 'internal' | 'offline'
  readonly status: number
  readonly detail: string
  readonly requestId: string | null
  /** What else the problem document says, e.g. `currentVersion` of a conflict. */
  readonly extra: Record<string, unknown>

  constructor(problem: {
    code: ApiProblem['code']
    status: number
    detail: string
    requestId: string | null
    extra: Record<string, unknown>
  }) {
    super(problem.detail)
    this.name = 'ApiProblem'
    this.code = problem.code
    this.status = problem.status
    this.detail = problem.detail
    this.requestId = problem.requestId
    this.extra = problem.extra
  }
}

type Query = Record<string, string | number | boolean | null | undefined>

/** The address of an operation; parameters that are undefined, null or '' are left out. */
export function apiUrl(path: `/api/v1/${string}`, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size > 0 ? `${path}?${search}` : path
}

/** Reads. Throws ApiProblem. */
export function get<Out>(path: `/api/v1/${string}`, query: Query = {}, signal?: AbortSignal): Promise<Out> {
  return answer<Out>(apiUrl(path, query), signal ? { signal } : {})
}

/** Changes something. Throws ApiProblem. */
export function send<Out>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: `/api/v1/${string}`,
  body?: unknown,
): Promise<Out> {
  if (body === undefined) return answer<Out>(path, { method })
  return answer<Out>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

async function answer<Out>(url: string, init: RequestInit): Promise<Out> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({
      code: 'offline',
      status: 0,
      detail: 'Plimsoll does not answer. Check the connection and try again.',
      requestId: null,
      extra: {},
    })
  })
  if (!response.ok) throw await problemOf(response)
  return response.status === 204 ? (undefined as Out) : ((await response.json()) as Out)
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get('x-request-id')
  const fallback = { code: 'internal' as const, status: response.status, requestId, extra: {} }
  // A proxy in between may answer with something that is no problem document.
  const problem: Problem | null = await response.json().catch(() => null)
  if (!problem?.code) return new ApiProblem({ ...fallback, detail: `The server answered ${response.status}.` })
  const { code, detail, status, requestId: id, type: _type, title: _title, ...extra } = problem
  return new ApiProblem({ code, detail, status, requestId: id ?? requestId, extra })
}
