import { createHash } from 'node:crypto'
import { hoursAgo } from './clock.ts'

export const REPOSITORY = 'registry.example/shop/pay'
export const CLUSTER = 'shop-prod'

/** A vulnerability as a scanner reports it; a bare id is one of high severity in libc6 without a fix. */
export interface Found {
  id: string
  fixed?: string
  severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW'
  /** The CVE that the scanner joins an id of its own to. */
  alias?: string
  /** More of what the scanner says of it: `Description`, `CweIDs`, `CVSS`. */
  told?: Record<string, unknown>
}

export interface ScanSettings {
  repository?: string
  /** As many as the version is known by; its name when left out. */
  tags?: readonly string[]
}

/** Digest of the version of that name. */
export const digestOf = (version: string) => `sha256:${createHash('sha256').update(version).digest('hex')}`

/** Trivy's report of one version of an image; `found` null is a scan that came to no result at all. */
export function imageScan(
  version: string,
  atHoursAgo: number,
  found: readonly (string | Found)[] | null,
  { repository = REPOSITORY, tags = [version] }: ScanSettings = {},
): Record<string, unknown> {
  const packages = { Target: `${repository} (debian 12)`, Class: 'os-pkgs', Type: 'debian' }
  return {
    SchemaVersion: 2,
    CreatedAt: hoursAgo(atHoursAgo).toISOString(),
    ArtifactName: tags[0] === undefined ? `${repository}@${digestOf(version)}` : `${repository}:${tags[0]}`,
    ArtifactType: 'container_image',
    Metadata: {
      RepoTags: tags.map((tag) => `${repository}:${tag}`),
      RepoDigests: [`${repository}@${digestOf(version)}`],
    },
    ...(found && { Results: [{ ...packages, Vulnerabilities: found.map((one) => vulnerability(version, one)) }] }),
  }
}

function vulnerability(version: string, found: string | Found): Record<string, unknown> {
  const { id, fixed = '', severity = 'HIGH', alias, told } = typeof found === 'string' ? { id: found } : found
  return {
    VulnerabilityID: id,
    ...(alias !== undefined && { VendorIDs: [alias] }),
    PkgName: 'libc6',
    PkgIdentifier: { PURL: `pkg:deb/debian/libc6@${version}?arch=amd64` },
    InstalledVersion: version,
    FixedVersion: fixed,
    Severity: severity,
    ...told,
  }
}

/** Trivy's report of a cluster with one Deployment, which breaks these rules; `error` is why its scan failed. */
export function clusterScan(
  name: string,
  atHoursAgo: number,
  rules: readonly string[],
  error = '',
): Record<string, unknown> {
  const Misconfigurations = rules.map((ID) => ({
    ID,
    Title: ID,
    Severity: 'HIGH',
    Status: 'FAIL',
    Message: `Container 'app' of Deployment '${name}' breaks ${ID}`,
  }))
  const Results = [{ Target: `Deployment/${name}`, Class: 'config', Type: 'kubernetes', Misconfigurations }]
  return {
    ClusterName: CLUSTER,
    CreatedAt: hoursAgo(atHoursAgo).toISOString(),
    Resources: [{ Namespace: 'shop', Kind: 'Deployment', Name: name, ...(error && { Error: error }), Results }],
  }
}

/** Trivy's report of a source repository with these secrets in one file and these broken rules in its manifest. */
export function repositoryScan(
  atHoursAgo: number,
  { secrets, rules, line }: { secrets: readonly string[]; rules: readonly string[]; line: number },
): Record<string, unknown> {
  const Secrets = secrets.map((secret, index) => ({
    RuleID: 'aws-access-key-id',
    Severity: 'CRITICAL',
    Title: 'AWS Access Key ID',
    StartLine: line + index,
    Match: `${secret}=********************`,
  }))
  const Misconfigurations = rules.map((ID) => ({
    ID,
    Severity: 'HIGH',
    Status: 'FAIL',
    Message: `Container 'app' of Deployment 'pay' breaks ${ID}`,
    CauseMetadata: { StartLine: line },
  }))
  return {
    SchemaVersion: 2,
    CreatedAt: hoursAgo(atHoursAgo).toISOString(),
    ArtifactName: 'git.example/shop/pay',
    ArtifactType: 'repository',
    Results: [
      { Target: 'app/settings.env', Class: 'secret', Secrets },
      { Target: 'k8s/pay.yaml', Class: 'config', Type: 'kubernetes', Misconfigurations },
    ],
  }
}

/** Trivy's report of a source repository with these vulnerabilities of one package, by the lock file in which each is found. */
export function lockFileScan(
  atHoursAgo: number,
  found: Readonly<Record<string, readonly string[]>>,
): Record<string, unknown> {
  const lodash = { PkgName: 'lodash', PkgIdentifier: { PURL: 'pkg:npm/lodash@4.17.20' } }
  return {
    SchemaVersion: 2,
    CreatedAt: hoursAgo(atHoursAgo).toISOString(),
    ArtifactName: 'git.example/shop/all',
    ArtifactType: 'repository',
    Results: Object.entries(found).map(([Target, ids]) => ({
      ...{ Target, Class: 'lang-pkgs', Type: 'npm' },
      Vulnerabilities: ids.map((id) => ({ ...vulnerability('4.17.20', id), ...lodash })),
    })),
  }
}

/** That many vulnerabilities, always the same. */
export const numbered = (count: number) => Array.from({ length: count }, (_, index) => `CVE-2024-${1000 + index}`)
