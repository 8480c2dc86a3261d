import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import type { ImageSubject, RepositorySubject } from '../domain/observation.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { imageNamed, MAX, repositoryNamed } from './package-findings.ts'
import { purlParts } from './purl.ts'
import type { ReportOptions } from './report-format.ts'
import { imageSubject } from './trivy-subject.ts'

const IMAGE_PURLS = new Set(['oci', 'docker'])
const IMAGE_ID = /^SPDXRef-(?:ContainerImage|DocumentRoot-Image)\b/
const ARCHIVE = /\.(?:tar|tgz|tar\.gz|tar\.xz)$/i

/** What the document describes, by its relationships, or by the list that they replaced. */
export function describedIds(root: JsonObject): ReadonlySet<string> {
  const relations = asArray(member(root, 'relationships')).map(asObject)
  const described = relations.flatMap((one) => {
    const kind = text(one, 'relationshipType', 50)
    if (kind === 'DESCRIBES' || kind === 'DESCRIBE') return text(one, 'relatedSpdxElement', MAX.ref)
    return kind === 'DESCRIBED_BY' ? text(one, 'spdxElementId', MAX.ref) : []
  })
  return new Set([...described, ...texts(root, 'documentDescribes', MAX.ref, 1000)])
}

/** The one package that is described, or the one image among them, as far as the outline holds it. */
function describedPackage(root: JsonObject, ids: ReadonlySet<string>): JsonObject | null {
  const packages = asArray(member(root, 'packages')).map(asObject)
  const found = packages.filter((one) => ids.has(text(one, 'SPDXID', MAX.ref)))
  const images = (found.length > 0 ? found : packages).filter(isImagePackage)
  return (ids.size === 1 ? found[0] : images.length === 1 ? images[0] : null) ?? null
}

/** What the document is about. Throws a FormatError `invalid` when neither it nor the sender says. */
export function subjectOf(
  root: JsonObject,
  ids: ReadonlySet<string>,
  options: ReportOptions,
): ImageSubject | RepositorySubject {
  const described = describedPackage(root, ids)
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  if (options.image !== undefined || isImagePackage(described)) return imageOf(described, options)
  return repositoryNamed(text(described, 'name', MAX.ref) || text(root, 'name', MAX.ref), options)
}

/** Whether a package is an image; one inside a document is what it describes, or what that was built on. */
export function isImagePackage(stated: JsonObject | null): boolean {
  return (
    IMAGE_ID.test(text(stated, 'SPDXID', MAX.ref)) ||
    text(stated, 'primaryPackagePurpose', 50) === 'CONTAINER' ||
    IMAGE_PURLS.has(purlParts(purlOf(stated))?.type ?? '')
  )
}

function imageOf(described: JsonObject | null, { image }: ReportOptions): ImageSubject {
  const name = text(described, 'name', MAX.ref)
  const wanted = image ?? (ARCHIVE.test(name) || digestOf(name) !== null ? '' : name)
  const remarks = [
    ...texts(described, 'attributionTexts', MAX.ref, 1000),
    ...asArray(member(described, 'annotations')).map((one) => text(asObject(one), 'comment', MAX.ref)),
  ]
  const all = (key: string) =>
    remarks.filter((one) => one.startsWith(`${key}: `)).map((one) => one.slice(key.length + 2))
  if (all('ImageID').length > 0) {
    const metadata = { RepoTags: all('RepoTag'), RepoDigests: all('RepoDigest'), ImageID: all('ImageID')[0] }
    return imageSubject(metadata, wanted, image !== undefined)
  }
  const purl = purlParts(purlOf(described))
  const { repository, tag, digest } = parseImageReference(wanted || (purl?.qualifiers.get('repository_url') ?? ''))
  const version = text(described, 'versionInfo', MAX.version)
  const versionTag = image === undefined && /^\w[\w.-]{0,127}$/.test(version) ? version : null
  return imageNamed({
    repository,
    tag: tag ?? versionTag,
    digest: digest ?? digestOf(purl?.version ?? '') ?? (tag === null ? digestOf(version) : null),
  })
}

export function purlOf(stated: JsonObject | null): string {
  const refs = asArray(member(stated, 'externalRefs')).map(asObject)
  return text(refs.find((one) => member(one, 'referenceType') === 'purl') ?? null, 'referenceLocator', MAX.path).trim()
}
