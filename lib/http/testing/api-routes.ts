import { globSync } from 'node:fs'
import type { Handler } from '../route.ts'

const ROOT = new URL('../../../', import.meta.url)
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const

export interface ApiRoute {
  method: string
  /** As the contract writes it: `/api/v1/users/{id}`. */
  path: string
  handler: Handler
}

/** Every handler that is exported under app/api/v1, found on disk as Next finds them. */
export async function apiRoutes(): Promise<ApiRoute[]> {
  const files = globSync('app/api/v1/**/route.ts', { cwd: ROOT.pathname }).sort()
  const modules = await Promise.all(
    files.map(async (file) => [file, await import(new URL(file, ROOT).href)] as [string, Record<string, Handler>]),
  )
  return modules.flatMap(([file, module]) => {
    const path = `/${file.slice('app/'.length, -'/route.ts'.length)}`.replaceAll(/\[(\w+)\]/g, '{$1}')
    return METHODS.flatMap((method) => {
      const handler = module[method]
      return handler ? [{ method, path, handler }] : []
    })
  })
}

/** Finds the route of a request; fixed path parts win over parameters, as in Next. */
export function findRoute(routes: ApiRoute[], method: string, pathname: string) {
  const parts = pathname.split('/')
  return routes
    .filter((route) => route.method === method)
    .map((route) => ({ handler: route.handler, names: route.path.split('/') }))
    .filter(
      ({ names }) =>
        names.length === parts.length && names.every((name, at) => isParameter(name) || name === parts[at]),
    )
    .sort((a, b) => a.names.filter(isParameter).length - b.names.filter(isParameter).length)
    .map(({ handler, names }) => ({
      handler,
      params: Object.fromEntries(
        names.flatMap((name, at) =>
          isParameter(name) ? [[name.slice(1, -1), decodeURIComponent(parts[at] ?? '')]] : [],
        ),
      ),
    }))[0]
}

function isParameter(part: string): boolean {
  return part.startsWith('{')
}
