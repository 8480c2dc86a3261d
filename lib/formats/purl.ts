import { cleanText } from '../domain/clean-text.ts'

/**
 * What scanners call a kind of package (Trivy's result types, OSV's ecosystems, Snyk's package managers, the names of
 * distributions in os-release), as package URL type and namespace. @see https://github.com/package-url/purl-spec
 */
const PURL_TYPES: ReadonlyMap<string, string> = new Map([
  ['debian', 'deb/debian'],
  ['ubuntu', 'deb/ubuntu'],
  ['alpine', 'apk/alpine'],
  ['wolfi', 'apk/wolfi'],
  ['chainguard', 'apk/chainguard'],
  ['minimos', 'apk/minimos'],
  ['redhat', 'rpm/redhat'],
  ['centos', 'rpm/centos'],
  ['rocky', 'rpm/rocky'],
  ['alma', 'rpm/alma'],
  ['fedora', 'rpm/fedora'],
  ['amazon', 'rpm/amazon'],
  ['oracle', 'rpm/oracle'],
  ['photon', 'rpm/photon'],
  ['cbl-mariner', 'rpm/cbl-mariner'],
  ['azurelinux', 'rpm/azurelinux'],
  ['opensuse', 'rpm/opensuse'],
  ['opensuse-leap', 'rpm/opensuse'],
  ['opensuse-tumbleweed', 'rpm/opensuse'],
  ['suse linux enterprise server', 'rpm/suse'],
  ['sles', 'rpm/suse'],
  ['npm', 'npm'],
  ['yarn', 'npm'],
  ['pnpm', 'npm'],
  ['bun', 'npm'],
  ['node-pkg', 'npm'],
  ['pip', 'pypi'],
  ['pipenv', 'pypi'],
  ['poetry', 'pypi'],
  ['uv', 'pypi'],
  ['pylock', 'pypi'],
  ['python-pkg', 'pypi'],
  ['jar', 'maven'],
  ['pom', 'maven'],
  ['gradle', 'maven'],
  ['sbt', 'maven'],
  ['gomod', 'golang'],
  ['gobinary', 'golang'],
  ['bundler', 'gem'],
  ['rubygems', 'gem'],
  ['gemspec', 'gem'],
  ['cargo', 'cargo'],
  ['rustbinary', 'cargo'],
  ['composer', 'composer'],
  ['composer-vendor', 'composer'],
  ['nuget', 'nuget'],
  ['dotnet-core', 'nuget'],
  ['packages-props', 'nuget'],
  ['conan', 'conan'],
  ['cocoapods', 'cocoapods'],
  ['swift', 'swift'],
  ['pub', 'pub'],
  ['hex', 'hex'],
  ['conda-pkg', 'conda'],
  ['conda-environment', 'conda'],
  ['bitnami', 'bitnami'],
  ['julia', 'julia'],
  ['kubernetes', 'k8s'],
  ['rhel', 'rpm/redhat'],
  ['red hat', 'rpm/redhat'],
  ['rocky linux', 'rpm/rocky'],
  ['almalinux', 'rpm/alma'],
  ['amzn', 'rpm/amazon'],
  ['ol', 'rpm/oracle'],
  ['mariner', 'rpm/cbl-mariner'],
  ['photon os', 'rpm/photon'],
  ['azure linux', 'rpm/azurelinux'],
  ['suse', 'rpm/suse'],
  ['mageia', 'rpm/mageia'],
  ['openeuler', 'rpm/openeuler'],
  ['pypi', 'pypi'],
  ['maven', 'maven'],
  ['go', 'golang'],
  ['gomodules', 'golang'],
  ['golangdep', 'golang'],
  ['govendor', 'golang'],
  ['crates.io', 'cargo'],
  ['packagist', 'composer'],
  ['conancenter', 'conan'],
  ['swifturl', 'swift'],
  ['hackage', 'hackage'],
  ['cran', 'cran'],
  ['paket', 'nuget'],
  ['yarn-workspace', 'npm'],
  ['github actions', 'githubactions'],
  ['python', 'pypi'],
  ['go-module', 'golang'],
  ['gem', 'gem'],
  ['rust-crate', 'cargo'],
  ['php-composer', 'composer'],
  ['dotnet', 'nuget'],
  ['dart-pub', 'pub'],
  ['pod', 'cocoapods'],
  ['conda', 'conda'],
  ['github-action', 'githubactions'],
])

/** Other names of the vendors of rpm packages; without one name for each, no two tools would mean the same package. */
const RPM_VENDORS: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['amzn', 'amazon'],
  ['ol', 'oracle'],
  ['almalinux', 'alma'],
  ['sles', 'suse'],
  ['mariner', 'cbl-mariner'],
  ['opensuse-leap', 'opensuse'],
  ['opensuse-tumbleweed', 'opensuse'],
])

/** A name that is spelt canonically in every type; one with capitals, escapes or spellings of its own takes the long way. */
const CANONICAL =
  /^(?!pypi\/|alpine\/|rpm\/(?:rhel|amzn|ol|almalinux|sles|mariner|opensuse-\w+)\/)[a-z0-9]+(?:\/[a-z0-9._~-]+)+$/
const FOLDED_TYPES = new Set(['composer', 'golang', 'deb', 'apk', 'bitnami', 'github', 'hex'])

const MAX_PART = 1000
const PARTS = /^pkg:\/*([^/?#]+)\/+([^?#]*?[^/?#@])\/*(?:@([^/?#]*))?(?:\?([^#]*))?(?:#.*)?$/is

/** The package URL of a package that the tool only named: `pkg:<type>/<name>`, by the rules of its type. */
export function purlOfPackage(resultType: string, name: string): string {
  const type = PURL_TYPES.get(resultType.toLowerCase()) ?? `generic/${resultType.toLowerCase() || 'unknown'}`
  const path = type === 'maven' ? name.replace(':', '/') : name
  return canonical([...type.split('/'), ...path.split('/')])
}

/**
 * The identity of a package out of its full package URL: without version, qualifiers and subpath, in one spelling.
 * Null when the text is no package URL.
 */
export function purlIdentity(purl: string): string | null {
  if (!/^pkg:/i.test(purl)) return null
  const end = purl.search(/[?#]/)
  const path = (end === -1 ? purl : purl.slice(0, end)).slice('pkg:'.length).replace(/^\/+/, '')
  const at = path.lastIndexOf('@')
  const named = at > path.lastIndexOf('/') + 1 ? path.slice(0, at) : path
  if (CANONICAL.test(named)) return `pkg:${named}`
  const segments = named.split('/').filter((segment) => segment !== '')
  if (segments.length < 2) return null
  return canonical(segments.map(decoded))
}

/** What a full package URL says besides the package's identity. */
export interface PurlParts {
  type: string
  /** Namespace and name, `tidewater/shop`. */
  path: string
  version: string
  qualifiers: ReadonlyMap<string, string>
}

/** The parts of a full package URL, each without escapes; null when the text is none. */
export function purlParts(purl: string): PurlParts | null {
  const [, type, path, version = '', query = ''] = PARTS.exec(purl) ?? []
  if (type === undefined || path === undefined) return null
  const qualifiers = query.split('&').map((pair): [string, string] => {
    const at = pair.indexOf('=')
    return [pair.slice(0, Math.max(at, 0)).toLowerCase(), storable(pair.slice(at + 1))]
  })
  return {
    type: type.toLowerCase(),
    path: path.split('/').map(storable).join('/'),
    version: storable(version),
    qualifiers: new Map(qualifiers),
  }
}

/** An escape can hide what no database keeps. */
function storable(segment: string): string {
  return cleanText(decoded(segment), MAX_PART)
}

function canonical([type = '', ...segments]: string[]): string {
  const kind = type.toLowerCase()
  // As Syft still wrote it in 0.58.
  if (kind === 'alpine') return canonical(['apk', 'alpine', ...segments])
  const named = segments.filter((segment) => segment !== '')
  const vendor = kind === 'rpm' && named.length > 1 ? RPM_VENDORS.get(named[0]?.toLowerCase() ?? '') : undefined
  if (vendor !== undefined) named[0] = vendor
  const spelt = named.map((segment) => encode(spelling(kind, segment)))
  return `pkg:${kind}/${spelt.join('/')}`
}

function spelling(type: string, segment: string): string {
  if (type === 'pypi') return segment.toLowerCase().replaceAll(/[_.]/g, '-')
  return FOLDED_TYPES.has(type) ? segment.toLowerCase() : segment
}

function encode(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replaceAll('%3A', ':')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return segment
    throw error
  }
}
