import { digestOf } from '../domain/image-reference.ts'
import type { ComponentObservation } from '../domain/observation.ts'
import { SYSTEM_TYPES, scannedSource, visiblePlace } from './anchore-source.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { purlIdentity, purlOfPackage } from './purl.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, requiredList, scopesOf } from './repository-findings.ts'

/** @see https://github.com/anchore/syft/tree/main/schema/json */
export const syftJson: ReportFormat = {
  name: 'syft-json',
  title: 'Syft JSON bill of materials',
  source: 'syft',
  records: ['artifacts.*'],
  ignored: ['artifactRelationships.*', 'files.*'],
  recognises: (outline) => {
    const root = asObject(outline)
    const artifacts = member(root, 'artifacts')
    if (!(Array.isArray(artifacts) || artifacts === null) || member(root, 'matches') !== undefined) return false
    const schema = text(asObject(member(root, 'schema')), 'url', MAX.url)
    return text(asObject(member(root, 'descriptor')), 'name', 20) === 'syft' || schema.includes('anchore/syft/')
  },
  header: (outline) => ({
    format: syftJson.name,
    source: syftJson.source,
    toolVersion: text(asObject(member(asObject(outline), 'descriptor')), 'version', 100) || null,
    scannedAt: null,
  }),
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  requiredList(member(root, 'artifacts'), 'artifacts')
  const distribution = distributionOf(asObject(member(root, 'distro')))
  return {
    scopes: scopesOf(scannedSource(asObject(member(root, 'source')), options), [{ scan: 'inventory', complete: true }]),
    unread: [],
    record: (place, value) => readRecord(place, value, (artifact) => componentOf(artifact, distribution)),
  }
}

/** Null for a package that a later layer deleted; a text is the reason why it cannot be read. */
function componentOf(artifact: JsonObject, distribution: string): ComponentObservation | string | null {
  const packageName = text(artifact, 'name', MAX.name)
  if (packageName === '') return 'It has no name'
  const place = visiblePlace(artifact)
  if (place === 'deleted') return null
  const packageType = text(artifact, 'type', MAX.name)
  const isSystem = SYSTEM_TYPES.has(packageType)
  return {
    type: 'component',
    scope: 0,
    purl:
      purlIdentity(text(artifact, 'purl', MAX.path)) ??
      purlOfPackage(isSystem && distribution !== '' ? distribution : packageType, packageName),
    packageName,
    packageType,
    version: text(artifact, 'version', MAX.version),
    path: isSystem ? '' : text(place, 'path', MAX.path).replace(/^\/+/, ''),
    layerDiffId: digestOf(text(place, 'layerID', MAX.id)),
  }
}

/** Older schemas have it as `name`, newer ones as `id`. */
function distributionOf(distro: JsonObject | null): string {
  const [id] = asArray(member(distro, 'id'))
  return text({ id: id ?? member(distro, 'id') }, 'id', MAX.name) || text(distro, 'name', MAX.name)
}
