import { digestOf, seeded, VECTORS } from './trivy-report.ts'

const SEVERITIES = ['Negligible', 'Low', 'Medium', 'Medium', 'High', 'Critical']
const MATCHES_PER_PACKAGE = 20

/** Writes a Grype report of one image with as many matches as asked for, piece by piece (about 2 KB a match). */
export function* grypeReport(matches: number): Generator<string> {
  const random = seeded(matches)
  const layers = Array.from({ length: 6 }, (_, index) => digestOf(`layer ${index}`))
  yield '{"matches":['
  for (let index = 0; index < matches; index++) {
    yield (index === 0 ? '' : ',') + JSON.stringify(match(index, layers, random))
  }
  const target = {
    userInput: 'registry.example/pay:1.0.0',
    imageID: digestOf('config'),
    manifestDigest: digestOf('manifest'),
    tags: ['registry.example/pay:1.0.0'],
    repoDigests: [`registry.example/pay@${digestOf('manifest')}`],
    layers: layers.map((digest) => ({ digest, size: 1000 })),
  }
  const rest = {
    source: { type: 'image', target },
    distro: { name: 'debian', version: '12', idLike: [] },
    descriptor: { name: 'grype', version: '0.92.0' },
  }
  yield `],${JSON.stringify(rest).slice(1)}`
}

function match(index: number, layers: string[], random: () => number) {
  const name = `lib${Math.floor(index / MATCHES_PER_PACKAGE).toString(36)}`
  const version = `1.${index % 30}.${index % 7}-${1 + (index % 4)}`
  const id = `CVE-${2015 + (index % 11)}-${10_000 + (index % 40_000)}`
  const fixed = random() < 0.7
  const purl = `pkg:deb/debian/${name}@${version}?arch=amd64&upstream=${name}-src&distro=debian-12`
  return {
    vulnerability: {
      id,
      dataSource: `https://security.example/tracker/${id}`,
      namespace: 'debian:distro:debian:12',
      severity: SEVERITIES[Math.floor(random() * SEVERITIES.length)],
      urls: [`https://security.example/tracker/${id}`],
      description: `A flaw was found in ${name}: the parser does not check the length of a field before it copies it.`,
      cvss: [],
      epss: [{ cve: id, epss: 0.00123, percentile: 0.45, date: '2026-11-01' }],
      fix: { versions: fixed ? [`1.${(index % 30) + 1}.0-1`] : [], state: fixed ? 'fixed' : 'not-fixed' },
      advisories: [],
      risk: 0.1,
    },
    relatedVulnerabilities: [
      {
        id,
        dataSource: `https://nvd.example/vuln/detail/${id}`,
        namespace: 'nvd:cpe',
        severity: 'High',
        urls: [`https://lists.example/${name}/${index}`, `https://git.example/${name}/commit/${index}`],
        description: `A flaw was found in ${name}. The parser does not check the length of a field before it copies it, and so a remote caller who sends a crafted message can read or overwrite memory, stop the service, or run code of their own with its privileges.`,
        cvss: [
          {
            ...{ source: 'nvd@nist.gov', type: 'Primary', version: '3.1', vector: VECTORS[index % VECTORS.length] },
            ...{ metrics: { baseScore: 7.5, exploitabilityScore: 3.9, impactScore: 3.6 }, vendorMetadata: {} },
          },
        ],
      },
    ],
    matchDetails: [
      {
        type: 'exact-indirect-match',
        matcher: 'dpkg-matcher',
        searchedBy: {
          distro: { type: 'debian', version: '12' },
          namespace: 'debian:distro:debian:12',
          package: { name, version },
        },
        found: { versionConstraint: '< 2.0 (deb)', vulnerabilityID: id },
      },
    ],
    artifact: {
      id: index.toString(16).padStart(16, '0'),
      name,
      version,
      type: 'deb',
      locations: [
        { path: '/var/lib/dpkg/status', layerID: layers[index % layers.length], accessPath: '/var/lib/dpkg/status' },
      ],
      language: '',
      licenses: ['GPL-2', 'LGPL-2.1'],
      cpes: [`cpe:2.3:a:${name}:${name}:${version}:*:*:*:*:*:*:*`],
      purl,
      upstreams: [{ name: `${name}-src` }],
    },
  }
}
