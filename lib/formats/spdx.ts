import { digestOf } from '../domain/image-reference.ts'
import type { ComponentObservation, ReportHeader } from '../domain/observation.ts'
import { sourceOfTools } from './bill-source.ts'
import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { purlIdentity, purlOfPackage, purlParts } from './purl.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, scopesOf, unreadAt } from './repository-findings.ts'
import { describedIds, isImagePackage, purlOf, subjectOf } from './spdx-subject.ts'

/** SPDX 2 in JSON. @see https://spdx.github.io/spdx-spec/v2.3/ */
export const spdxJson: ReportFormat = {
  name: 'spdx-json',
  title: 'SPDX 2.2 or 2.3 in JSON',
  source: 'spdx',
  records: ['packages.*', 'relationships.*'],
  ignored: ['files.*', 'snippets.*', 'hasExtractedLicensingInfos.*'],
  kept: {
    'relationships.*': ['"DESCRIBE'],
    'packages.*': ['DocumentRoot', 'ContainerImage', '"CONTAINER"', 'RootPackage', 'pkg:oci/', 'pkg:docker/'],
  },
  recognises: (outline) => {
    const root = asObject(outline)
    if (/^SPDX-\d/.test(text(root, 'spdxVersion', 20))) return true
    // Version 3 is another format, which is refused by its name rather than as unknown.
    return [member(root, '@context')].flat().some((one) => typeof one === 'string' && one.includes('spdx.org/rdf/3'))
  },
  header,
  read,
}

const MAX_CREATORS = 50

function header(outline: unknown, options: ReportOptions): ReportHeader {
  const info = asObject(member(asObject(outline), 'creationInfo'))
  const tools = texts(info, 'creators', MAX.name, MAX_CREATORS).flatMap((creator) => {
    // `Tool: syft-1.18.1`; a name can have hyphens too.
    const [, name, version = ''] = /^Tool:\s*(.+?)(?:[-\s]v?(\d\S*|dev))?$/i.exec(creator) ?? []
    return name === undefined ? [] : [{ name, version }]
  })
  return {
    format: spdxJson.name,
    ...sourceOfTools(tools, spdxJson.source),
    scannedAt: saneDate(member(info, 'created'), options.receivedAt),
  }
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const version = text(root, 'spdxVersion', 20)
  if (root === null || !/^SPDX-2\.\d$/.test(version)) {
    const told = version === '' ? 'This version of SPDX' : version
    throw new FormatError('invalid', `${told} is not read, only SPDX 2 in JSON: let the tool write spdx-json 2.3`)
  }
  const described = describedIds(root)
  const isFilled = asArray(member(root, 'packages')).length > 0
  const subject = isFilled ? subjectOf(root, described, options) : null
  return {
    scopes: subject === null ? [] : scopesOf(subject, [{ scan: 'inventory', complete: true }]),
    unread: subject === null ? [unreadAt('', 'The document lists no packages: it closes nothing')] : [],
    record: (place, value) =>
      place.pattern === 'packages.*' ? readRecord(place, value, (one) => componentOf(one, described)) : null,
  }
}

/** Null for what the document describes, and for what is no package; a text is the reason why it cannot be read. */
function componentOf(stated: JsonObject, described: ReadonlySet<string>): ComponentObservation | string | null {
  const id = text(stated, 'SPDXID', MAX.ref)
  // A list of all that a repository uses describes each.
  if (described.size === 1 && described.has(id)) return null
  const purl = purlOf(stated)
  const packageName = text(stated, 'name', MAX.name) || text(stated, 'packageName', MAX.name)
  const identity = purlIdentity(purl)
  if (packageName === '') return 'It has no name'
  const purpose = text(stated, 'primaryPackagePurpose', 50)
  const isFile =
    identity === null && (purpose === 'FILE' || purpose === 'SOURCE' || id.startsWith('SPDXRef-Application-'))
  if (isFile || isImagePackage(stated)) return null
  const isSystem = purpose === 'OPERATING-SYSTEM' || id.startsWith('SPDXRef-OperatingSystem-')
  const packageType = purlParts(purl)?.type ?? (isSystem ? 'operating-system' : '')
  return {
    type: 'component',
    scope: 0,
    purl: identity ?? purlOfPackage(packageType, packageName),
    packageName,
    packageType,
    version: text(stated, 'versionInfo', MAX.version),
    path: '',
    layerDiffId: layerOf(stated),
  }
}

/** Trivy tells it among its remarks: in attributions, and since SPDX 2.3 in annotations. */
function layerOf(stated: JsonObject): string | null {
  const annotations = asArray(member(stated, 'annotations')).map((one) => text(asObject(one), 'comment', MAX.ref))
  const remarks = [...texts(stated, 'attributionTexts', MAX.ref, 50), ...annotations]
  const remark = remarks.find((one) => one.startsWith('LayerDiffID: '))
  return remark === undefined ? null : digestOf(remark.slice('LayerDiffID: '.length))
}
