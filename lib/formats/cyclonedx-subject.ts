import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import type { ImageSubject, RepositorySubject } from '../domain/observation.ts'
import { sourceOfTools } from './bill-source.ts'
import { propertiesOf } from './cyclonedx-component.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { imageNamed, MAX, repositoryNamed } from './package-findings.ts'
import { purlParts } from './purl.ts'
import type { ReportOptions } from './report-format.ts'
import { imageSubject } from './trivy-subject.ts'

const IMAGE_PURLS = new Set(['oci', 'docker'])
const ARCHIVE = /\.(?:tar|tgz|tar\.gz|tar\.xz)$/i
const MAX_TOOLS = 50

/** The tools that wrote the document: a list, since 1.5 an object. */
export function sourceOf(metadata: JsonObject | null): { source: string; toolVersion: string | null } {
  const stated = member(metadata, 'tools')
  const listed = Array.isArray(stated) ? stated : asArray(member(asObject(stated), 'components'))
  const tools = listed.slice(0, MAX_TOOLS).map((one) => {
    const tool = asObject(one)
    return { name: text(tool, 'name', 100), version: text(tool, 'version', 100) }
  })
  return sourceOfTools(tools, 'cyclonedx')
}

/** What the document describes. Throws a FormatError `invalid` when neither it nor the sender says. */
export function subjectOf(component: JsonObject | null, options: ReportOptions): ImageSubject | RepositorySubject {
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  if (options.image !== undefined || isImage(component)) return imageOf(component, options)
  const group = text(component, 'group', MAX.name)
  const name = text(component, 'name', MAX.ref)
  return repositoryNamed(group === '' ? name : `${group}/${name}`, options)
}

export function isImage(component: JsonObject | null): boolean {
  const purl = purlParts(text(component, 'purl', MAX.path))
  return text(component, 'type', 50) === 'container' || IMAGE_PURLS.has(purl?.type ?? '')
}

function imageOf(component: JsonObject | null, { image }: ReportOptions): ImageSubject {
  const told = propertiesOf(component)
  const name = text(component, 'name', MAX.ref)
  const wanted = image ?? (ARCHIVE.test(name) ? '' : name)
  if (told('aquasecurity:trivy:ImageID') !== '') {
    const all = (key: string) =>
      asArray(member(component, 'properties'))
        .map(asObject)
        .filter((one) => member(one, 'name') === `aquasecurity:trivy:${key}`)
        .map((one) => member(one, 'value'))
    const metadata = {
      RepoTags: all('RepoTag'),
      RepoDigests: all('RepoDigest'),
      ImageID: told('aquasecurity:trivy:ImageID'),
      // Trivy sorts them by their text here, so that nothing is left of the order of layers.
      DiffIDs: [],
    }
    return imageSubject(metadata, wanted, image !== undefined)
  }
  const { repository, tag, digest } = parseImageReference(wanted)
  const purl = purlParts(text(component, 'purl', MAX.path))
  const version = text(component, 'version', MAX.version).replace(/^sha256__/, 'sha256:')
  const stated = digest ?? digestOf(purl?.version ?? '') ?? (tag === null ? digestOf(version) : null)
  const versionTag = /^[\w][\w.-]{0,127}$/.test(version) && digestOf(version) === null ? version : null
  return imageNamed({ repository, tag: tag ?? (image === undefined ? versionTag : null), digest: stated })
}
