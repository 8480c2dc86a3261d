import type { Counts } from './expectations.ts'
import type { SampleRow } from './manifest.ts'

interface SpdxPackage {
  SPDXID: string
  primaryPackagePurpose?: string
  externalRefs?: { referenceType: string; referenceLocator: string }[]
}

interface SpdxDocument {
  packages?: SpdxPackage[] | null
  documentDescribes?: string[]
  relationships?: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[]
}

/** Of the packages of an SPDX document those that are not in what was scanned, but are it, or are files or images. */
export function excessSpdxPackages(row: SampleRow): number {
  const { packages, documentDescribes, relationships } = row.document<SpdxDocument>()
  const related = (relationships ?? []).flatMap((one) => {
    if (one.relationshipType === 'DESCRIBES') return one.relatedSpdxElement
    return one.relationshipType === 'DESCRIBED_BY' ? one.spdxElementId : []
  })
  const described = new Set([...related, ...(documentDescribes ?? [])])
  const isSubject = ({ SPDXID }: SpdxPackage) => described.size === 1 && described.has(SPDXID)
  return (packages ?? []).filter((one) => isSubject(one) || isImageOrFile(one)).length
}

function isImageOrFile({ SPDXID, primaryPackagePurpose: purpose = '', externalRefs }: SpdxPackage): boolean {
  const purl = externalRefs?.find((one) => one.referenceType === 'purl')?.referenceLocator ?? ''
  const isFile = ['FILE', 'SOURCE'].includes(purpose) || SPDXID.startsWith('SPDXRef-Application-')
  const isImage = purpose === 'CONTAINER' || /^SPDXRef-(?:ContainerImage|DocumentRoot-Image)\b/.test(SPDXID)
  return isImage || /^pkg:(?:oci|docker)\//.test(purl) || (isFile && purl === '')
}

interface BomComponent {
  type?: string
  name?: string
  purl?: string
  scope?: string
  properties?: { name?: string }[]
  components?: BomComponent[]
}

/** Components that are no packages, less those inside the component that the document describes. */
export function excessComponents(row: SampleRow): number {
  const { components, metadata } = row.document<{
    components?: BomComponent[]
    metadata?: { component?: BomComponent }
  }>()
  const all = (list: BomComponent[] | undefined): BomComponent[] =>
    (list ?? []).flatMap((one) => [one, ...all(one.components)])
  const inside = all(metadata?.component?.components)
  return all(components).length - [...all(components), ...inside].filter(isPackage).length
}

const PACKAGE_TYPES = ['library', 'framework', 'application', 'operating-system']

/** Trivy lists lock files as applications, by the class of packages in them. */
function isPackage({ type = '', name = '', purl = '', scope, properties }: BomComponent): boolean {
  if (scope === 'excluded') return false
  const isLockFile = type === 'application' && properties?.some((one) => one.name === 'aquasecurity:trivy:Class')
  return purl.startsWith('pkg:') || (PACKAGE_TYPES.includes(type) && name !== '' && isLockFile !== true)
}

/** What was made of the vulnerabilities of a bill of materials is not compared: an analysis can close them, or state that they are open. */
export function vulnerabilitiesOfBom({ fact, text, parse }: SampleRow): Counts {
  const isAnalysed = parse === 'xml' ? text().includes('<analysis>') : Object.keys(fact('analysis') ?? {}).length > 0
  const counted = fact(parse === 'xml' ? 'vulnerability' : 'affects')
  return typeof counted === 'number' && !isAnalysed ? { vulnerability: counted } : {}
}
