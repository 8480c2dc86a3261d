import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import type { VexObservation } from '../domain/observation.ts'
import { purlIdentity, purlParts } from './purl.ts'
import type { ReportOptions } from './report-format.ts'

/** A product as a document names it. */
export interface StatedProduct {
  /** Its name and ids, of which one can be what the sender calls an image or a repository. */
  names: readonly string[]
  purls: readonly string[]
  cpes?: readonly string[]
  /** SHA-256 of it; of an image that of its manifest. */
  sha256?: string
  /** It stands for several versions, of which the package URL names none. */
  isRange?: boolean
}

export type VexProduct = Pick<VexObservation, 'image' | 'repository' | 'purl' | 'version'>

const PRODUCT: VexProduct = { image: null, repository: null, purl: '', version: '' }
const IMAGE_TYPES = new Set(['oci', 'docker'])
const SYSTEM_TYPES = new Set(['deb', 'rpm', 'apk'])

/** A product as a whole; a text that comes back is the reason why it cannot be told what it is here. */
export function wholeProduct(product: StatedProduct, options: ReportOptions): VexProduct | string {
  const place = placeOf(product, options)
  if (place !== null) return place
  const inside = packageOf(product)
  return typeof inside === 'string' ? inside : { ...senderPlace(options), ...inside }
}

/**
 * A package inside a product. A package alone is not what the statement is about: inside another product it may be affected.
 * So the product must be an image or a repository, the sender must say which one it is, or the package must be the vendor's own
 * build for his own platform, whose version tells it from all others.
 */
export function packageInside(
  product: StatedProduct,
  component: StatedProduct,
  options: ReportOptions,
): VexProduct | string {
  const inside = packageOf(component)
  if (typeof inside === 'string') return inside
  const place = placeOf(product, options) ?? senderPlace(options)
  if (place !== PRODUCT) return { ...place, ...inside }
  if (inside.version !== '' && isOfVendor(component, product)) return { ...PRODUCT, ...inside }
  return `It is about a package inside ${nameOf(product)}: say with image= or repository= what that is here`
}

/** The image or repository that a product is, when it is one. */
function placeOf(product: StatedProduct, options: ReportOptions): VexProduct | null {
  const image = product.purls.map((purl) => imageOfPurl(purl, options)).find(Boolean) ?? imageOfName(product, options)
  if (image) return { ...PRODUCT, image: { ...image, digest: image.digest ?? digestOf(`sha256:${product.sha256}`) } }
  if (options.repository === undefined) return null
  const names = [...product.names, ...product.purls.map((purl) => purlParts(purl)?.path ?? '')]
  return names.includes(options.repository) ? { ...PRODUCT, repository: options.repository } : null
}

/** @see https://github.com/package-url/purl-spec/blob/main/types/oci-definition.json */
function imageOfPurl(purl: string, options: ReportOptions): VexObservation['image'] {
  const parts = purlParts(purl)
  if (parts === null || !IMAGE_TYPES.has(parts.type)) return null
  const { path, version, qualifiers } = parts
  const digest = digestOf(version)
  const tag = qualifiers.get('tag') || (digest === null ? version : '') || null
  const registry = (qualifiers.get('repository_url') ?? '').replace(/\/+$/, '')
  const isWhole = registry === path || registry.endsWith(`/${path}`)
  if (registry !== '' || parts.type === 'docker') {
    const { repository } = parseImageReference([registry, isWhole ? '' : path].filter((part) => part !== '').join('/'))
    return { repository, tag, digest }
  }
  const sent = options.image === undefined ? null : parseImageReference(options.image)
  if (sent === null || !`/${sent.repository}`.endsWith(`/${path}`)) return null
  return { ...sent, ...(version !== '' && { tag, digest }) }
}

/** A name that is the sender's name of the image, or that nothing but an image has. */
function imageOfName({ names }: StatedProduct, { image }: ReportOptions): VexObservation['image'] {
  const sent = image === undefined ? null : parseImageReference(image)
  for (const name of names) {
    if (/^pkg:|\s/.test(name)) continue
    const named = parseImageReference(name)
    if (named.digest !== null && named.repository !== '') return named
    if (named.repository === '' || named.repository !== sent?.repository) continue
    return named.tag === null ? sent : named
  }
  return null
}

function senderPlace({ image, repository }: ReportOptions): VexProduct {
  if (image !== undefined) return { ...PRODUCT, image: parseImageReference(image) }
  return repository === undefined ? PRODUCT : { ...PRODUCT, repository }
}

function packageOf(product: StatedProduct): Pick<VexProduct, 'purl' | 'version'> | string {
  const stated = product.purls.find((purl) => purlIdentity(purl) !== null)
  const parts = stated === undefined ? null : purlParts(stated)
  const purl = stated === undefined ? null : purlIdentity(stated)
  if (parts === null || purl === null) return `Of ${nameOf(product)} no package URL is given`
  if (IMAGE_TYPES.has(parts.type)) {
    return `${nameOf(product)} is an image without its registry: name it with image=, or as repository_url`
  }
  const { version, qualifiers } = parts
  const isOfRelease = qualifiers.has('distro') || qualifiers.has('vers') || product.isRange === true
  if (version === '' && isOfRelease) return `${nameOf(product)} stands for some versions only, and does not list them`
  const epoch = qualifiers.get('epoch') ?? '0'
  return { purl, version: version === '' || epoch === '0' ? version : `${epoch}:${version}` }
}

/** Whether the platform is of the vendor who built the package. @see NIST IR 7695 (CPE naming) */
function isOfVendor(component: StatedProduct, platform: StatedProduct): boolean {
  const built = component.purls.map(purlParts).find((parts) => parts !== null && SYSTEM_TYPES.has(parts.type))
  const vendors = (platform.cpes ?? []).map((cpe) => /^cpe:(?:\/|2\.3:)[aoh]:([^:]+)/i.exec(cpe)?.[1]?.toLowerCase())
  return built != null && vendors.includes(built.path.split('/')[0]?.toLowerCase())
}

function nameOf({ names, purls }: StatedProduct): string {
  return names.find((name) => name !== '') ?? purls[0] ?? 'a product without a name'
}
