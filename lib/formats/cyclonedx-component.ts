import { digestOf } from '../domain/image-reference.ts'
import type { ComponentObservation } from '../domain/observation.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { purlIdentity, purlOfPackage, purlParts } from './purl.ts'

/** A component by which a vulnerability can be told what it is about. */
export type Package = Pick<
  ComponentObservation,
  'purl' | 'packageName' | 'packageType' | 'version' | 'path' | 'layerDiffId'
>

/** Packages of the operating system, which no file of the artifact declares. */
const SYSTEM_TYPES = new Set(['deb', 'rpm', 'apk', 'alpm', 'operating-system'])
const PACKAGE_TYPES = new Set(['library', 'framework', 'application', 'operating-system'])
const MAX_PROPERTIES = 200

/** Whatever a component is, as a package: by its package URL, else by its name. */
export function packageOf(component: JsonObject): Package {
  const stated = text(component, 'purl', MAX.path)
  const type = text(component, 'type', 50)
  const told = propertiesOf(component)
  const parts = stated === '' ? null : purlParts(stated)
  const packageType =
    told('syft:package:type') || told('aquasecurity:trivy:PkgType') || parts?.type || (type === 'library' ? '' : type)
  const packageName = nameOf(component, parts?.type ?? '')
  const isSystem = SYSTEM_TYPES.has(parts?.type ?? packageType)
  const path =
    told('aquasecurity:trivy:FilePath') ||
    told('aquasecurity:trivy:PkgPath') ||
    told('syft:location:0:path') ||
    text(asObject(asArray(member(asObject(member(component, 'evidence')), 'occurrences'))[0]), 'location', MAX.path)
  return {
    purl: (stated && purlIdentity(stated)) || purlOfPackage(packageType, packageName),
    packageName,
    packageType,
    version: text(component, 'version', MAX.version),
    path: isSystem ? '' : path.replace(/^\/+/, ''),
    layerDiffId: digestOf(told('aquasecurity:trivy:LayerDiffID') || told('syft:location:0:layerID')),
  }
}

/**
 * Whether a component is a package. Files, devices, keys and data are none, nor is what was only needed to build it; Trivy
 * lists lock files as applications, by the class of packages in them.
 */
export function isPackage(component: JsonObject): boolean {
  if (text(component, 'scope', 50) === 'excluded') return false
  if (purlIdentity(text(component, 'purl', MAX.path)) !== null) return true
  const type = text(component, 'type', 50)
  if (!PACKAGE_TYPES.has(type) || text(component, 'name', MAX.name) === '') return false
  return type !== 'application' || propertiesOf(component)('aquasecurity:trivy:Class') === ''
}

/** The value of a property by its name, '' when it has none. */
export function propertiesOf(component: JsonObject | null): (name: string) => string {
  const stated = asArray(member(component, 'properties')).slice(0, MAX_PROPERTIES).map(asObject)
  return (name) => text(stated.find((one) => member(one, 'name') === name) ?? null, 'value', MAX.path)
}

/** As the tools of its kind write it: `com.acme:pay`, `@acme/pay`. */
function nameOf(component: JsonObject, purlType: string): string {
  const group = text(component, 'group', MAX.name)
  const name = text(component, 'name', MAX.name)
  if (group === '' || name.startsWith(`${group}/`)) return name
  return `${group}${purlType === 'maven' ? ':' : '/'}${name}`
}
