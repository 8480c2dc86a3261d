/** A small deterministic random source (mulberry32), so that two runs measure the same input. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const SEVERITIES = ['LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'HIGH', 'HIGH', 'CRITICAL']
export const VECTORS = [
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N',
]
const FINDINGS_PER_PACKAGE = 20

export interface TrivyReportOptions {
  findings: number
  repository: string
  tag: string
  /** Written as CreatedAt: another time makes other bytes with the same findings. */
  createdAt: string
}

/** Writes a Trivy report of one image with as many distinct findings as asked for, piece by piece (about 1 KB a finding). */
export function* trivyReport({ findings, repository, tag, createdAt }: TrivyReportOptions): Generator<string> {
  const random = seeded(findings)
  const digest = digestOf(`${repository}:${tag}`)
  const layers = Array.from({ length: 6 }, (_, index) => digestOf(`layer ${index}`))
  yield JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: createdAt,
    ArtifactName: `${repository}:${tag}`,
    ArtifactType: 'container_image',
    Metadata: {
      OS: { Family: 'debian', Name: '12.9' },
      ImageID: digestOf(`config ${repository}:${tag}`),
      DiffIDs: layers,
      RepoTags: [`${repository}:${tag}`],
      RepoDigests: [`${repository}@${digest}`],
      ImageConfig: { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: layers } },
    },
  }).slice(0, -1)
  yield `,"Results":[{"Target":"${repository}:${tag} (debian 12.9)","Class":"os-pkgs","Type":"debian","Vulnerabilities":[`
  for (let index = 0; index < findings; index++) {
    yield (index === 0 ? '' : ',') + JSON.stringify(finding(index, layers, random))
  }
  yield ']}]}'
}

function finding(index: number, layers: string[], random: () => number) {
  const number = Math.floor(index / FINDINGS_PER_PACKAGE)
  const name = `lib${number.toString(36)}`
  const id = `CVE-${2015 + (index % 11)}-${10_000 + (index % 40_000)}`
  // An image has a package in one version.
  const version = `1.${number % 30}.${number % 7}-${1 + (number % 4)}`
  const severity = SEVERITIES[Math.floor(random() * SEVERITIES.length)]
  const fixed = random() < 0.7
  return {
    VulnerabilityID: id,
    PkgID: `${name}@${version}`,
    PkgName: name,
    PkgIdentifier: { PURL: `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12.9` },
    InstalledVersion: version,
    ...(fixed ? { FixedVersion: `1.${(index % 30) + 1}.0-1` } : {}),
    Status: fixed ? 'fixed' : 'affected',
    Layer: { DiffID: layers[index % layers.length] },
    SeveritySource: 'nvd',
    PrimaryURL: `https://avd.example/nvd/${id.toLowerCase()}`,
    Title: `${name}: a flaw in the parser lets a remote caller reach memory that is not its own`,
    Description: `A flaw was found in ${name}. The parser does not check the length of a field before it copies it, and so a remote caller who sends a crafted message can read or overwrite memory, stop the service, or run code of their own with its privileges.`,
    Severity: severity,
    CweIDs: ['CWE-787'],
    CVSS: { nvd: { V3Vector: VECTORS[index % VECTORS.length], V3Score: Math.round(20 + random() * 80) / 10 } },
    References: [`https://nvd.example/vuln/detail/${id}`, `https://lists.example/${name}/${index}`],
    PublishedDate: '2024-03-01T10:15:00Z',
    LastModifiedDate: '2024-05-01T10:15:00Z',
  }
}

export function digestOf(text: string): string {
  const random = seeded([...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7))
  let hex = ''
  while (hex.length < 64)
    hex += Math.floor(random() * 0x100000000)
      .toString(16)
      .padStart(8, '0')
  return `sha256:${hex}`
}
