/** Tools that other formats know too, by the names that they give themselves. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ['trivy', 'trivy'],
  ['grype', 'grype'],
  ['syft', 'syft'],
  ['snyk', 'snyk'],
  ['snyk cli', 'snyk'],
  ['osv-scanner', 'osv-scanner'],
])

/**
 * Who wrote a bill of materials. A tool that we know writes the same there as in its own format, so it is the same source; what
 * several of them worked on is nobody's.
 */
export function sourceOfTools(
  tools: readonly { name: string; version: string }[],
  otherwise: string,
): { source: string; toolVersion: string | null } {
  const known = tools.filter(({ name }) => SOURCES.has(name.toLowerCase()))
  const [only] = known.length === 1 ? known : []
  const teller = only ?? (tools.length === 1 ? tools[0] : undefined)
  return { source: SOURCES.get(only?.name.toLowerCase() ?? '') ?? otherwise, toolVersion: teller?.version || null }
}
