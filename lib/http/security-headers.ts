import { config } from '../config.ts'

/** What every answer carries, pages and API alike. */
export function securityHeaders(): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(new URL(config.publicUrl).protocol === 'https:' && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** The policy of answers that no browser should render: the API's. */
export const API_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'"

/**
 * The policy of pages: only scripts with this request's nonce, and what they load. Style attributes are allowed, because the
 * interface places things by them; style elements need the nonce. `dev` adds what Next's development server needs.
 */
export function pageContentPolicy(nonce: string, { dev }: { dev: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
