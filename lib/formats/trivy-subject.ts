import { digestOf, type ImageReference, parseImageReference } from '../domain/image-reference.ts'
import type { ImageLayer, ImageSubject, RepositorySubject } from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import type { ReportOptions } from './report-format.ts'

const MAX_REF = 1000
const MAX_LABELS = 100
const MAX_LAYERS = 500
/** Names that every checkout has: two repositories under one of them would close each other's issues. */
const NAMELESS = /^[./\\]*$/
/** The first result of an image scan: `nginx:1.27 (debian 12.9)`. */
const SYSTEM_TARGET = /^(\S+) \([\w. -]+\)$/

/** What a report about one artifact is about. `root` is null in the oldest shape, which has results only. */
export function artifactSubject(
  root: JsonObject | null,
  results: readonly unknown[],
  options: ReportOptions,
): ImageSubject | RepositorySubject {
  const metadata = asObject(member(root, 'Metadata'))
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  const type = text(root, 'ArtifactType', 50)
  const tagged = texts(metadata, 'RepoTags', MAX_REF, 50).concat(texts(metadata, 'RepoDigests', MAX_REF, 50))
  const systemTarget = type === '' ? systemRefs(results)[0] : undefined
  const isImage = type === 'container_image' || tagged.length > 0 || systemTarget !== undefined
  const name = text(root, 'ArtifactName', MAX_REF)
  if (options.image !== undefined || isImage) {
    const fallback = name || systemTarget || text(metadata, 'Reference', MAX_REF)
    return imageSubject(metadata, options.image ?? fallback, options.image !== undefined)
  }
  if (NAMELESS.test(name)) {
    const told = name === '' ? 'The report does not say what was scanned' : `The report says that "${name}" was scanned`
    throw new FormatError('invalid', `${told}: name it with repository=, or with image= when it is an image`)
  }
  return { type: 'repository', name }
}

/** The one image that a resource of a cluster scan is about; null when it is about none or about several. */
export function resourceImage(resource: JsonObject | null, results: readonly unknown[]): ImageSubject | null {
  const stated = member(resource, 'Metadata')
  const list = (Array.isArray(stated) ? stated : [stated]).map(asObject)
  const tagged = list.filter((one) => namesOf(one).some(isNamed))
  if (tagged.length === 1 && tagged[0]) return imageSubject(tagged[0], '', false)
  const refs = systemRefs(results)
  return tagged.length === 0 && refs.length === 1 && refs[0] ? imageSubject(null, refs[0], false) : null
}

function isNamed({ repository }: ImageReference): boolean {
  return repository !== ''
}

/** What an image is called by its tags and digests; a text that is no name has no repository. */
function namesOf(metadata: JsonObject | null): ImageReference[] {
  return [...refsOf(metadata, 'RepoTags'), ...refsOf(metadata, 'RepoDigests')]
}

function refsOf(metadata: JsonObject | null, key: 'RepoTags' | 'RepoDigests'): ImageReference[] {
  return texts(metadata, key, MAX_REF, 50).map(parseImageReference)
}

function systemRefs(results: readonly unknown[]): string[] {
  const refs = new Set<string>()
  for (const result of results) {
    const object = asObject(result)
    const found = SYSTEM_TARGET.exec(text(object, 'Target', MAX_REF))?.[1]
    const resultClass = text(object, 'Class', 50)
    if (found && (resultClass === '' || resultClass === 'os-pkgs')) refs.add(found)
  }
  return [...refs]
}

/**
 * An image by what tools that unpack it know (tags, digests, layers, configuration). `wanted` is the name that the scan was
 * asked for; it picks among several names, or replaces them when `forced`.
 */
export function imageSubject(metadata: JsonObject | null, wanted: string, forced: boolean): ImageSubject {
  const asked = parseImageReference(wanted)
  const tagRefs = refsOf(metadata, 'RepoTags')
  const digestRefs = refsOf(metadata, 'RepoDigests')
  const named = namesOf(metadata)
  const repository = forced || named.some(isOf(asked.repository)) ? asked.repository : named.find(isNamed)?.repository
  const name = repository || asked.repository
  if (name === '') {
    throw new FormatError('invalid', 'The report does not say which image was scanned: name it with image=')
  }
  const tags = [...(asked.repository === name ? [asked] : []), ...tagRefs.filter(isOf(name))].map(({ tag }) => tag)
  const digests = (digestRefs.some(isOf(name)) ? digestRefs.filter(isOf(name)) : digestRefs).map(({ digest }) => digest)
  const config = asObject(member(metadata, 'ImageConfig'))
  return {
    type: 'image',
    repository: name,
    tags: [...new Set(tags.filter((tag) => tag !== null))],
    digest: asked.digest ?? digests[0] ?? null,
    imageId: digestOf(text(metadata, 'ImageID', 200)),
    platform: platformOf(config),
    layers: layersOf(metadata, config),
    labels: labelsOf(asObject(member(config, 'config'))),
  }
}

function isOf(repository: string): (ref: ImageReference) => boolean {
  return (ref) => ref.repository === repository && repository !== ''
}

function platformOf(config: JsonObject | null): string | null {
  const parts = ['os', 'architecture', 'variant'].map((key) => text(config, key, 50))
  return parts[0] && parts[1] ? parts.filter((part) => part !== '').join('/') : null
}

/** Layers from three places: the root file system's ids, the manifest's digests, and the history's instructions. */
function layersOf(metadata: JsonObject | null, config: JsonObject | null): ImageLayer[] {
  const stated = asArray(member(metadata, 'Layers')).map(asObject)
  const digests = new Map(stated.map((layer) => [text(layer, 'DiffID', 200), text(layer, 'Digest', 200)]))
  const fromConfig = texts(asObject(member(config, 'rootfs')), 'diff_ids', 200, MAX_LAYERS)
  const fromMetadata = texts(metadata, 'DiffIDs', 200, MAX_LAYERS)
  const ids = [fromConfig, fromMetadata, [...digests.keys()]].find((list) => list.length > 0) ?? []
  const steps = asArray(member(config, 'history'))
    .map(asObject)
    .filter((step) => step !== null && member(step, 'empty_layer') !== true)
  return ids.slice(0, MAX_LAYERS).map((diffId, index) => ({
    digest: digests.get(diffId) || null,
    diffId: diffId || null,
    // A squashed or rebuilt image can have a history of another length: then it tells nothing about single layers.
    createdBy: (steps.length === ids.length && text(steps[index] ?? null, 'created_by', 2000)) || null,
  }))
}

function labelsOf(config: JsonObject | null): Record<string, string> {
  const labels = asObject(member(config, 'Labels'))
  const entries = Object.keys(labels ?? {}).slice(0, MAX_LABELS)
  return Object.fromEntries(entries.map((key) => [text({ key }, 'key', 300), text(labels, key, 2000)]))
}
