import { config } from '../config.ts'

/**
 * True when a browser says that the request comes from our own pages. `Sec-Fetch-Site` cannot be set by a page; where it is
 * absent, `Origin` must be ours. A client that sends neither is no browser and cannot be made to send a cookie by another site.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('origin')
  return origin === null || origin === new URL(config.publicUrl).origin
}
