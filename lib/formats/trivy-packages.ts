import type { ComponentObservation } from '../domain/observation.ts'
import { asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { purlIdentity, purlOfPackage } from './purl.ts'
import type { ResultReading } from './trivy-scopes.ts'

/** A package that Trivy lists (`--list-all-pkgs`), whether or not anything is wrong with it. */
export function componentOf(object: JsonObject, result: ResultReading): ComponentObservation | string | null {
  if (result.inventoryScope === null) return null
  const packageName = text(object, 'Name', MAX.name)
  if (packageName === '') return 'It has no Name'
  const stated = text(asObject(member(object, 'Identifier')), 'PURL', MAX.path)
  return {
    type: 'component',
    scope: result.inventoryScope,
    purl: (stated && purlIdentity(stated)) || purlOfPackage(result.type, packageName),
    packageName,
    packageType: result.type,
    version: versionOf(object),
    path: result.pathOf(text(object, 'FilePath', MAX.path)) || (result.isSystem ? '' : result.target),
    layerDiffId: text(asObject(member(object, 'Layer')), 'DiffID', MAX.id) || null,
  }
}

/** As Trivy writes the installed version of a vulnerable package: `1:2.36-9`. */
function versionOf(object: JsonObject): string {
  const version = text(object, 'Version', MAX.version)
  const release = text(object, 'Release', MAX.version)
  const epoch = member(object, 'Epoch')
  const released = release === '' ? version : `${version}-${release}`
  return typeof epoch === 'number' && Number.isSafeInteger(epoch) && epoch > 0 ? `${epoch}:${released}` : released
}
