const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** "Firefox 150 on Linux" of a User-Agent header; its first word when it is of something else, null when it is empty. */
export function browserName(userAgent: string): string | null {
  const [, browser] = BROWSERS.find(([pattern]) => pattern.test(userAgent)) ?? []
  if (!browser) return userAgent.trim().split(/[\s/]/)[0]?.slice(0, 40) || null
  const version = BROWSERS.find(([, name]) => name === browser)?.[0].exec(userAgent)?.[1]
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  return `${browser} ${version}${system ? ` on ${system}` : ''}`
}
