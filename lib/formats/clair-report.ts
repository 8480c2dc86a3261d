import type { VulnerabilityObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { cvssOf, MAX, MAX_LIST, underItsNames, vulnerability } from './package-findings.ts'
import { purlOfPackage } from './purl.ts'
import type { RecordReading, ReportOptions } from './report-format.ts'
import { unreadAt, webLinks } from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

/** The page of one CVE, by which the databases of distributions say what an advisory of theirs stands for. */
const CVE_PAGE = /\/(CVE-\d{4}-\d{4,})(?:\.html)?\/?$/i

/** Whether this is a report of Clair 4: objects that refer to each other by number. */
export function isClairReport(root: JsonObject | null): root is JsonObject {
  const parts = ['packages', 'vulnerabilities', 'package_vulnerabilities'].map((key) => member(root, key))
  return parts.every((part) => part === null || asObject(part) !== null) && parts.some((part) => part !== null)
}

/** Each pair of a package and a vulnerability of it. They are members of objects, which no path of records can name. */
export function* clairFindings(root: JsonObject, options: ReportOptions): Generator<RecordReading> {
  const part = (key: string) => asObject(member(root, key))
  const [packages, vulnerabilities, pairs] = [
    part('packages'),
    part('vulnerabilities'),
    part('package_vulnerabilities'),
  ]
  const scores = scoresOf(part('enrichments'))
  for (const [packageId, list] of Object.entries(pairs ?? {})) {
    const inside = packageOf(root, packageId, asObject(member(packages, packageId)))
    for (const [index, reference] of asArray(list).entries()) {
      const place = `package_vulnerabilities.${packageId}[${index}]`
      const key = typeof reference === 'string' ? reference : ''
      const stated = asObject(member(vulnerabilities, key))
      const id = idOf(text(stated, 'name', MAX.title))
      if (inside === null) yield unreadAt(place, 'The report does not say which package this is')
      else if (id === '') yield unreadAt(place, 'The report does not say which vulnerability this is')
      else yield* [findingOf(stated, id, inside, scores.get(key) ?? [], options)].flat()
    }
  }
}

interface Package {
  name: string
  version: string
  /** The distribution (`rhel`), or the registry of a language (`pypi`). */
  type: string
  path: string
}

function packageOf(root: JsonObject, id: string, stated: JsonObject | null): Package | null {
  const name = text(stated, 'name', MAX.name)
  if (name === '') return null
  const place = asObject(asArray(member(asObject(member(root, 'environments')), id))[0])
  const of = (list: string, key: string) => asObject(member(asObject(member(root, list)), key))
  const distribution = text(of('distributions', text(place, 'distribution_id', MAX.id)), 'did', MAX.name)
  const repository = asArray(member(place, 'repository_ids'))[0]
  const registry = text(typeof repository === 'string' ? of('repository', repository) : null, 'name', MAX.name)
  const file = text(place, 'package_db', MAX.path).replace(/^[a-z]+:/, '')
  return {
    name,
    version: text(stated, 'version', MAX.version),
    type: distribution || registry,
    path: distribution === '' ? file.replace(/^\/+/, '') : '',
  }
}

/** Some databases put a title in the name: `CVE-2031-1 on Ubuntu 24.04 - low.`, `RHSA-2031:17: kelp security update`. */
function idOf(name: string): string {
  return (name.trim().split(/\s/)[0] ?? '').replace(/[:.,]+$/, '').toUpperCase()
}

function findingOf(
  stated: JsonObject | null,
  id: string,
  inside: Package,
  cvss: VulnerabilityObservation['cvss'],
  options: ReportOptions,
): VulnerabilityObservation | VulnerabilityObservation[] {
  const links = text(stated, 'links', MAX.description).split(/\s+/).slice(0, MAX_LIST)
  const name = text(stated, 'name', MAX.title)
  const finding = vulnerability({
    scope: 0,
    id,
    purl: purlOfPackage(inside.type, inside.name),
    packageName: inside.name,
    packageType: inside.type,
    installedVersion: inside.version,
    fixedVersion: text(stated, 'fixed_in_version', MAX.version),
    ...gradedByWord(member(stated, 'normalized_severity') ?? member(stated, 'severity')),
    title: name.trim().toUpperCase() === id ? '' : name,
    description: text(stated, 'description', MAX.description),
    cvss,
    references: webLinks(links),
    publishedAt: saneDate(member(stated, 'issued'), options.receivedAt),
    path: inside.path,
  })
  return underItsNames(
    finding,
    links.flatMap((link) => CVE_PAGE.exec(link)?.[1] ?? []),
  )
}

/** What the enricher found in NVD: lists of ratings by the number of the vulnerability, under a media type. */
function scoresOf(enrichments: JsonObject | null): Map<string, VulnerabilityObservation['cvss']> {
  const found = new Map<string, VulnerabilityObservation['cvss']>()
  for (const [type, list] of Object.entries(enrichments ?? {})) {
    if (!type.includes('clair.cvss')) continue
    for (const [id, ratings] of asArray(list).flatMap((one) => Object.entries(asObject(one) ?? {}))) {
      const scores = asArray(ratings).flatMap((value) => {
        const rated = asObject(value)
        const version = text(rated, 'version', 10) || undefined
        return cvssOf(text(rated, 'vectorString', MAX.id), member(rated, 'baseScore'), 'nvd', version) ?? []
      })
      found.set(id, scores.slice(0, 20))
    }
  }
  return found
}
