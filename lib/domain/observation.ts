import type { Severity } from './severity.ts'

/** The three stages of a problem's life, in the order in which a problem travels. */
export const STAGES = ['build', 'deploy', 'runtime'] as const
export type Stage = (typeof STAGES)[number]

export const ISSUE_KINDS = ['vulnerability', 'misconfiguration', 'secret', 'threat', 'drift', 'benchmark'] as const
export type IssueKind = (typeof ISSUE_KINDS)[number]

/**
 * What a scan looked for. A scan that did not look for something says nothing about its absence. An `inventory` lists what is
 * there, whether or not anything is wrong with it.
 */
export type ScanKind = 'vulnerability' | 'misconfiguration' | 'secret' | 'inventory'

/** A container image as a tool named it; `repository` is normalised (`docker.io/library/nginx`), without tag or digest. */
export interface ImageSubject {
  type: 'image'
  repository: string
  tags: string[]
  /** Manifest digest `sha256:…`; null when the tool saw only a local image. */
  digest: string | null
  /** Image (config) id `sha256:…`, the identity that is left when there is no manifest digest. */
  imageId: string | null
  platform: string | null
  layers: ImageLayer[]
  labels: Record<string, string>
}

/** One file-system layer, lowest first. */
export interface ImageLayer {
  digest: string | null
  diffId: string | null
  /** The Dockerfile instruction that made the layer, when the image history tells. */
  createdBy: string | null
}

/** A workload by its top owner (Deployment, never its ReplicaSet or Pod). `cluster` is null when the report does not say. */
export interface WorkloadSubject {
  type: 'workload'
  cluster: string | null
  namespace: string
  kind: string
  name: string
}

/** A source-code repository or a folder that was scanned as one. */
export interface RepositorySubject {
  type: 'repository'
  name: string
}

/** The nodes of one role in a cluster (`master`, `etcd`, `node`), or what holds for the cluster as a whole (`policies`). */
export interface ClusterSubject {
  type: 'cluster'
  name: string
  role: string
}

export type Subject = ImageSubject | WorkloadSubject | RepositorySubject | ClusterSubject

/**
 * What one scan covered: within a scope the absence of a finding means that the problem is gone (DESIGN.md §7.1).
 * `complete` is false when the tool itself reported that the scan failed or was cut short: then absence means nothing.
 */
export interface ScopeObservation {
  type: 'scope'
  /** Number of this scope inside its report; findings refer to it. */
  scope: number
  subject: Subject
  scan: ScanKind
  complete: boolean
  /** Which of several scans of this kind, where one tool sends each by itself (CodeQL: one for each language). */
  part?: string
}

/** What a package's vendor does about a vulnerability. @see https://trivy.dev/docs/latest/guide/configuration/filtering/#by-status */
export const FIX_STATUSES = [
  'fixed',
  'affected',
  'under_investigation',
  'fix_deferred',
  'will_not_fix',
  'end_of_life',
] as const
export type FixStatus = (typeof FIX_STATUSES)[number]

export interface VulnerabilityObservation {
  type: 'vulnerability'
  scope: number
  /** The id as the tool gave it (CVE preferred by the tool or not), upper case. */
  id: string
  aliases: string[]
  /** Package URL without version and qualifiers, the identity of the package: `pkg:deb/debian/openssl`. */
  purl: string
  packageName: string
  packageType: string
  installedVersion: string
  /** Versions that fix it, as the tool wrote them, '' when none is known. */
  fixedVersion: string
  fixStatus?: FixStatus
  severity: Severity
  /** The tool's own word or number for it, where that is not ours. */
  statedSeverity?: string
  title: string
  description: string
  cvss: { version: string; vector: string; score: number; source: string }[]
  cwes: string[]
  references: string[]
  publishedAt: string | null
  modifiedAt: string | null
  /** The file inside the artifact that declares the package, '' when the tool does not say. */
  path: string
  layerDiffId: string | null
}

export interface MisconfigurationObservation {
  type: 'misconfiguration'
  scope: number
  /** The rule id as the tool gives it (`KSV-0017`), without the tool's name. */
  rule: string
  title: string
  description: string
  remediation: string
  severity: Severity
  statedSeverity?: string
  references: string[]
  /** File inside the repository, '' for a live object. */
  path: string
  /** The resource in the file or cluster that broke the rule (`Deployment/pay`), '' when the tool does not say. */
  resource: string
  startLine: number | null
  endLine: number | null
  message: string
  /** By what the tool itself tells two findings of one rule in one file apart, whatever moves the lines. */
  fingerprint?: string
}

export interface SecretObservation {
  type: 'secret'
  scope: number
  rule: string
  title: string
  severity: Severity
  statedSeverity?: string
  path: string
  startLine: number | null
  /** The match with the secret masked, as the tool masked it; the secret itself never gets here. */
  masked: string
  /** The tool tried it where it belongs, and it works; left out: not known. */
  verified?: true
  layerDiffId: string | null
}

export type FindingObservation = VulnerabilityObservation | MisconfigurationObservation | SecretObservation

/** A package that is in what was scanned; its scope's scan is `inventory`. */
export interface ComponentObservation {
  type: 'component'
  scope: number
  /** Package URL without version and qualifiers, the identity of the package. */
  purl: string
  packageName: string
  packageType: string
  version: string
  /** The file inside the artifact that declares it, '' when the tool does not say. */
  path: string
  layerDiffId: string | null
}

export const VEX_STATUSES = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const
export type VexStatus = (typeof VEX_STATUSES)[number]

/** What somebody states about one vulnerability in one product (VEX). At least one of image, repository and purl is named. */
export interface VexObservation {
  type: 'vex'
  /** The document's own name for itself, the same in its later versions; '' when it has none. */
  document: string
  author: string
  /** Upper case, as for a finding. */
  id: string
  aliases: string[]
  status: VexStatus
  /** The label that the standard gives the reason: `vulnerable_code_not_in_execute_path`; '' when none is stated. */
  justification: string
  /** What it says in words about the impact, or what to do. */
  statement: string
  statedAt: string | null
  image: { repository: string; tag: string | null; digest: string | null } | null
  repository: string | null
  /** Package URL without version and qualifiers; '' for the product as a whole. */
  purl: string
  /** Version of the package that the statement is about, '' for every version. */
  version: string
}

/** What is attested of an image: who signed it, from which commit which builder made it. '' where nothing is said. */
export interface AttestationObservation {
  type: 'attestation'
  /** Digest of the image's manifest, and its name where the attestation gives one. */
  digest: string
  repository: string
  /** URI of what is attested (`https://slsa.dev/provenance/v1`), '' for a signature alone. */
  predicateType: string
  /** Whether the tool that wrote the report checked the signature; a bare statement may be anybody's. */
  verified: boolean
  signer: string
  issuer: string
  builder: string
  sourceRepository: string
  commit: string
  /** Page of the run that built it. */
  buildUrl: string
  builtAt: string | null
}

/** Catalogues of what is known of vulnerabilities everywhere, which are loaded from outside. */
export const FEEDS = ['kev', 'epss'] as const
export type FeedName = (typeof FEEDS)[number]

/** An entry of CISA's catalogue of known exploited vulnerabilities; dates are days, `2026-11-21`. */
export interface KnownExploitedObservation {
  type: 'known-exploited'
  id: string
  title: string
  addedOn: string
  /** Until when American agencies must act. */
  dueOn: string | null
  ransomware: boolean
  action: string
}

/** How likely a vulnerability is exploited within 30 days (EPSS); both from 0 to 1. */
export interface ExploitPredictionObservation {
  type: 'exploit-prediction'
  id: string
  probability: number
  percentile: number
}

/** What a report tells that is no finding: it opens nothing by itself. */
export type FactObservation =
  | ComponentObservation
  | VexObservation
  | AttestationObservation
  | KnownExploitedObservation
  | ExploitPredictionObservation

/** Something in the report that was not understood; counted and shown, never dropped silently. */
export interface UnreadObservation {
  type: 'unread'
  /** JSON path of the part, e.g. `Results[3].Vulnerabilities[7]`. */
  path: string
  reason: string
}

/** What a report says of itself, known before its findings are read. Times are ISO 8601 UTC, null when not stated. */
export interface ReportHeader {
  format: string
  /** The tool that wrote the report: `trivy`. */
  source: string
  toolVersion: string | null
  /** Of what the tool knows about vulnerabilities, as it names it: a version or the time when it was built. */
  databaseVersion?: string
  scannedAt: string | null
}
