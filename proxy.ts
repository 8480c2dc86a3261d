import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { config as settings } from './lib/config.ts'
import { pageContentPolicy } from './lib/http/security-headers.ts'

/** Gives each page its content policy with a fresh nonce; Next puts the nonce on its own scripts. Tells the page its
 * own address, for the way back after sign-in. It decides nothing about access. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64')
  const policy = pageContentPolicy(nonce, { dev: settings.development })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = {
  // Not the API, whose bodies are streamed and would be buffered here; not files, which need no nonce.
  matcher: '/((?!api/|_next/static/|_next/image|favicon.ico|icon.svg).*)',
}
