import { hoursAgo } from '../../engine/testing/clock.ts'
import { digestOf } from '../../engine/testing/scan-reports.ts'

/** A vulnerable package as Trivy reports it. */
export interface Vulnerable {
  id: string
  /** `openssl 3.0.11-1` */
  package: string
  type?: 'deb' | 'npm'
  fixed?: string
  severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW'
  /** Name of the layer that brings it in. */
  layer?: string
  path?: string
}

/** Trivy's report of one version of an image, with its layers by name and what is vulnerable in it. */
export function packageScan(
  repository: string,
  version: string,
  atHoursAgo: number,
  found: readonly Vulnerable[],
  { tags = [version], layers = [] as readonly string[], labels = {} as Record<string, string> } = {},
): Record<string, unknown> {
  const results = Map.groupBy(found, ({ type = 'deb', path = '' }) => `${type} ${path}`)
  return {
    SchemaVersion: 2,
    CreatedAt: hoursAgo(atHoursAgo).toISOString(),
    ArtifactName: `${repository}:${tags[0] ?? version}`,
    ArtifactType: 'container_image',
    Metadata: {
      RepoTags: tags.map((tag) => `${repository}:${tag}`),
      RepoDigests: [`${repository}@${digestOf(`${repository} ${version}`)}`],
      DiffIDs: layers.map(digestOf),
      ImageConfig: { config: { Labels: labels }, rootfs: { type: 'layers', diff_ids: layers.map(digestOf) } },
    },
    Results: [
      { Target: `${repository} (debian 12)`, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [] as unknown[] },
      ...[...results.values()].map((group) => ({
        Target: group[0]?.path ?? `${repository} (debian 12)`,
        Class: group[0]?.type === 'npm' ? 'lang-pkgs' : 'os-pkgs',
        Type: group[0]?.type === 'npm' ? 'npm' : 'debian',
        Vulnerabilities: group.map(vulnerability),
      })),
    ],
  }
}

function vulnerability({ id, package: named, type = 'deb', fixed = '', severity = 'HIGH', layer }: Vulnerable) {
  const [name = '', installed = ''] = named.split(' ')
  return {
    VulnerabilityID: id,
    PkgName: name,
    PkgIdentifier: {
      PURL: type === 'npm' ? `pkg:npm/${name}@${installed}` : `pkg:deb/debian/${name}@${installed}?arch=amd64`,
    },
    InstalledVersion: installed,
    FixedVersion: fixed,
    Severity: severity,
    ...(layer !== undefined && { Layer: { DiffID: digestOf(layer) } }),
  }
}
