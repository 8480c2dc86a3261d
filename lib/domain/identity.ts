/** A workload by its top owner, as a part of a key. */
export interface WorkloadIdentity {
  cluster: string
  namespace: string
  kind: string
  name: string
}

/** Where a build artefact's problem sits: in an image repository (never a tag or digest) or in a source repository. */
export type ArtefactPlace = { image: string } | { repository: string }

/** A place inside an artefact: a file and, when the tool names it, the resource in the file (`Deployment/pay`). */
export type FilePlace = ArtefactPlace & {
  path: string
  resource: string
  /** Of a weakness in code, of which one file can hold several. */
  fingerprint?: string
}

/** What is set up for a cluster as a whole: its gate, a sensor. */
export interface ClusterPlace {
  cluster: string
  resource: string
}

/**
 * Where a threat was seen. `workload` when the pod's owner is known; otherwise the best that the sensor said: the owner
 * guessed from the pod's name, the image, or the host.
 */
export type ThreatPlace =
  | { workload: WorkloadIdentity }
  | { cluster: string; namespace: string; podOwner: string }
  | { cluster: string; image: string }
  | { cluster: string; host: string }

/** What makes two observations one issue (DESIGN.md §6). What is not listed here is never part of a key. */
export type IssueIdentity =
  | { kind: 'vulnerability'; place: ArtefactPlace; purl: string; vulnerability: string }
  /** `rule` is the canonical check's id, or `tool:rule` where no check claims it (check.ts). */
  | { kind: 'misconfiguration'; place: { workload: WorkloadIdentity } | ClusterPlace | FilePlace; rule: string }
  | { kind: 'secret'; place: ArtefactPlace; path: string; secret: SecretIdentity }
  | { kind: 'threat'; place: ThreatPlace; rule: string }
  | { kind: 'drift'; workload: WorkloadIdentity; field: string }
  /** `node` only where the nodes of the role disagree. */
  | { kind: 'benchmark'; cluster: string; control: string; role: string; node: string | null }

/**
 * A salted hash joins the findings of several tools. Today's tools mask the secret before we see it; then the rule and the
 * masked text stand for it: they keep two different secrets of one file apart, and a moved line keeps its issue.
 */
export type SecretIdentity = { saltedHash: string } | { rule: string; masked: string }

/** The readable key of an issue: `vulnerability|image=docker.io/library/nginx|package=pkg:deb/debian/openssl|id=CVE-2024-1`. */
export function issueKey(identity: IssueIdentity): string {
  switch (identity.kind) {
    case 'vulnerability':
      return (
        'vulnerability' +
        artefactParts(identity.place) +
        part('package', identity.purl) +
        part('id', identity.vulnerability)
      )
    case 'misconfiguration':
      return `misconfiguration${part('rule', identity.rule)}${misconfiguredParts(identity.place)}`
    case 'secret':
      return `secret${artefactParts(identity.place)}${part('path', identity.path)}${secretParts(identity.secret)}`
    case 'threat':
      return `threat${part('rule', identity.rule)}${threatParts(identity.place)}`
    case 'drift':
      return `drift${workloadParts(identity.workload)}${part('field', identity.field)}`
    case 'benchmark':
      return (
        'benchmark' +
        part('control', identity.control) +
        part('cluster', identity.cluster) +
        part('role', identity.role) +
        (identity.node === null ? '' : part('node', identity.node))
      )
  }
}

function misconfiguredParts(place: { workload: WorkloadIdentity } | ClusterPlace | FilePlace): string {
  if ('workload' in place) return workloadParts(place.workload)
  return 'cluster' in place ? part('cluster', place.cluster) + part('resource', place.resource) : fileParts(place)
}

function artefactParts(place: ArtefactPlace): string {
  return 'image' in place ? part('image', place.image) : part('repository', place.repository)
}

function fileParts(place: FilePlace): string {
  const file = artefactParts(place) + part('path', place.path) + part('resource', place.resource)
  return place.fingerprint ? file + part('fingerprint', place.fingerprint) : file
}

function secretParts(secret: SecretIdentity): string {
  if ('saltedHash' in secret) return part('hash', secret.saltedHash)
  return part('rule', secret.rule) + part('masked', secret.masked)
}

function workloadParts({ cluster, namespace, kind, name }: WorkloadIdentity): string {
  return part('cluster', cluster) + part('namespace', namespace) + part('kind', kind) + part('name', name)
}

function threatParts(place: ThreatPlace): string {
  if ('workload' in place) return workloadParts(place.workload)
  const cluster = part('cluster', place.cluster)
  if ('podOwner' in place) return cluster + part('namespace', place.namespace) + part('pod-owner', place.podOwner)
  return cluster + ('image' in place ? part('image', place.image) : part('host', place.host))
}

const NEEDS_ESCAPE = /[%|=\p{Cc}\p{Cs}]/gu

/** `|name=value`, the value escaped, so that no hostile value can pretend to be another part. */
export function part(name: string, value: string): string {
  return `|${name}=${value.replace(NEEDS_ESCAPE, escaped)}`
}

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  return code < 256 ? `%${code.toString(16).padStart(2, '0')}` : `%u${code.toString(16)}`
}

/**
 * The id under which a vulnerability is known everywhere: a CVE before a GHSA before a vendor's own, upper case. An id
 * that is a CVE stays itself, since another CVE among its aliases is another vulnerability.
 */
export function preferredVulnerabilityId(id: string, aliases: readonly string[]): string {
  let best = id.trim().toUpperCase()
  if (rankOfId(best) === 0) return best
  for (const alias of aliases) {
    const candidate = alias.trim().toUpperCase()
    if (candidate === '') continue
    const order = rankOfId(candidate) - rankOfId(best)
    if (order < 0 || (order === 0 && candidate < best)) best = candidate
  }
  return best
}

/** The key of a vulnerability's issue once a better id of it is known; the id stands last in it. */
export function renamedVulnerabilityKey(key: string, from: string, to: string): string {
  const old = part('id', from)
  if (!key.startsWith('vulnerability|') || !key.endsWith(old)) throw new Error(`${key} is no key of ${from}`)
  return key.slice(0, -old.length) + part('id', to)
}

function rankOfId(id: string): number {
  if (id.startsWith('CVE-')) return 0
  return id.startsWith('GHSA-') ? 1 : 2
}
