import type { ImageSubject, RepositorySubject } from '../domain/observation.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX, repositoryNamed } from './package-findings.ts'
import type { ReportOptions } from './report-format.ts'
import { imageSubject } from './trivy-subject.ts'

/** Packages of the operating system, which no file of the artifact declares. */
export const SYSTEM_TYPES = new Set(['deb', 'rpm', 'apk', 'alpm', 'portage', 'pacman', 'kb'])
/** Of `registry:pay:4.1`: where the image was taken from. */
const PROVIDER = /^(?:docker|podman|containerd|registry|oci-registry|snap):(?!\d)/
/** These are files and no names. */
const FILE_PROVIDER = /^(?:docker-archive|oci-archive|oci-dir|singularity|sbom|purl|dir|file|oci-model):/
const MAX_CONFIG = 1024 * 1024

/** What Syft or Grype was started on. Newer schemas of Syft say it as `metadata`, with a name beside it. */
export function scannedSource(source: JsonObject | null, options: ReportOptions): ImageSubject | RepositorySubject {
  const stated = member(source, 'target') ?? member(source, 'metadata')
  const target = asObject(stated)
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  const isImage = text(source, 'type', 50) === 'image' || text(target, 'imageID', MAX.id) !== ''
  if (!isImage && options.image === undefined) {
    const path = text(target, 'path', MAX.ref) || text(target, 'userInput', MAX.ref)
    const name = text(source, 'name', MAX.ref) || path
    return repositoryNamed(typeof stated === 'string' ? text({ stated }, 'stated', MAX.ref) : name, options)
  }
  const input = text(target, 'userInput', MAX.ref).replace(PROVIDER, '')
  const layers = asArray(member(target, 'layers')).map((layer) => text(asObject(layer), 'digest', MAX.id))
  // The manifest's digest is no digest of a registry when the image came from a daemon: only the repository's are sure.
  const metadata = {
    RepoTags: member(target, 'tags'),
    RepoDigests: member(target, 'repoDigests'),
    ImageID: member(target, 'imageID'),
    DiffIDs: layers,
    ImageConfig: configOf(target),
  }
  const wanted = options.image ?? (FILE_PROVIDER.test(input) || /\.tar(?:\.gz)?$/.test(input) ? '' : input)
  return imageSubject(metadata, wanted, options.image !== undefined)
}

/** The image's configuration, which Grype carries along in base64; what is left of it when the sender stripped that. */
function configOf(target: JsonObject | null): JsonObject {
  const encoded = member(target, 'config')
  const stated = { os: member(target, 'os'), architecture: member(target, 'architecture') }
  const fallback = { ...stated, config: { Labels: member(target, 'labels') } }
  if (typeof encoded !== 'string' || encoded.length > MAX_CONFIG) return fallback
  try {
    return asObject(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))) ?? fallback
  } catch (error) {
    if (error instanceof SyntaxError) return fallback
    throw error
  }
}

/**
 * Where a package is: the place that shows it, before others. Null when no place is given, `deleted` when a later layer deleted
 * every one.
 */
export function visiblePlace(artifact: JsonObject | null): JsonObject | 'deleted' | null {
  const places = asArray(member(artifact, 'locations')).map(asObject)
  const annotation = (place: JsonObject | null, name: string) => text(asObject(member(place, 'annotations')), name, 50)
  const visible = places.filter((place) => place !== null && annotation(place, 'visible') !== 'false')
  if (visible.length === 0) return places.some((place) => place !== null) ? 'deleted' : null
  return visible.find((place) => annotation(place, 'evidence') === 'primary') ?? visible[0] ?? null
}
