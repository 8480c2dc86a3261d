import type { Subject } from '../domain/observation.ts'
import type { Package } from './cyclonedx-component.ts'
import { type JsonObject, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { purlIdentity, purlParts } from './purl.ts'
import type { StatedProduct, VexProduct } from './vex-product.ts'

/** A name that is one in this document only, or links into another (BOM-Link). @see https://cyclonedx.org/capabilities/bomlink/ */
export function linkOf(ref: string): { serial: string; inside: string } {
  const [, serial = '', encoded = ''] = /^urn:(?:cdx|uuid):([^/#]+)(?:\/[^#]*)?#(.*)$/is.exec(ref) ?? []
  return { serial: serial.toLowerCase(), inside: serial === '' ? ref : decoded(encoded) }
}

/** A product elsewhere, as far as the document describes it. */
export function productOf(
  ref: string,
  found: Package | null,
  named: JsonObject | null,
  isRange: boolean,
): StatedProduct {
  const name = found === null ? ref : `${found.packageName} ${found.version}`.trim()
  const purls = [text(named, 'purl', MAX.path), ref].filter((one) => /^pkg:/i.test(one))
  return { names: [name].filter((one) => one !== ''), purls, isRange }
}

export function withVersion(product: VexProduct | string, version: string): VexProduct | string {
  if (typeof product === 'string' || product.purl === '' || version === '') return product
  return { ...product, version }
}

/** What the document describes, as a product. */
export function placeOf(subject: Subject): Pick<VexProduct, 'image' | 'repository'> {
  if (subject.type === 'repository') return { image: null, repository: subject.name }
  if (subject.type !== 'image') return { image: null, repository: null }
  const { repository, tags, digest } = subject
  return { image: { repository, tag: tags[0] ?? null, digest }, repository: null }
}

/** The package that a name outside of the document says, if it is a package URL. */
export function linkedPackage(ref: string): Package | null {
  const purl = purlIdentity(ref)
  const parts = purl === null ? null : purlParts(ref)
  if (purl === null || parts === null) return null
  const { path, type, version } = parts
  const packageName = type === 'maven' ? path.replace(/\/(?=[^/]*$)/, ':') : path
  return { purl, packageName, packageType: type, version, path: '', layerDiffId: null }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
