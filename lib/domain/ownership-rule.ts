import type { RuleKind } from './ownership.ts'

/** What a kind of rule looks at, for those who write one. */
export const RULE_GUIDE: Record<RuleKind, { label: string; looksAt: string; example: string }> = {
  'base-image': {
    label: 'Base image',
    looksAt: 'The repository of a base image in whose layers the vulnerable package sits',
    example: 'docker.io/library/debian',
  },
  component: {
    label: 'Component',
    looksAt: 'The package URL, without version',
    example: 'pkg:maven/org.springframework/*',
  },
  'workload-label': {
    label: 'Workload label',
    looksAt: 'A label or annotation of the workload, as key=value',
    example: 'app.kubernetes.io/part-of=checkout',
  },
  namespace: { label: 'Namespace', looksAt: 'The namespace of the workload', example: 'payments-*' },
  'image-repository': {
    label: 'Image repository',
    looksAt: 'The repository of the image in full, without tag',
    example: 'registry.example.com/shop/*',
  },
  'oci-label': {
    label: 'Image label',
    looksAt: 'A label of the image itself, as key=value',
    example: 'org.opencontainers.image.source=https://github.com/shop/*',
  },
  codeowners: {
    label: 'Source path',
    looksAt: 'The file in its repository, or repository/file',
    example: 'shop/pay-api/k8s/*',
  },
  cluster: {
    label: 'Cluster',
    looksAt: 'The name of the cluster, for what concerns all of it: its gate, its sensors, its nodes',
    example: 'shop-*',
  },
}

export const MAX_PATTERN = 300
export const MAX_RULES = 1000

/** `prefix/name` of Kubernetes and OCI keys. */
const LABEL_KEY = /^[A-Za-z0-9](?:[\w./-]{0,315}[A-Za-z0-9])?$/

/** Why a pattern can never do what it was written for, in a sentence that says what to do; null when it can. */
export function patternProblem(kind: RuleKind, pattern: string): string | null {
  if (pattern === '') return 'Write what this rule looks for. An asterisk stands for any characters.'
  if (pattern.length > MAX_PATTERN) return `Use at most ${MAX_PATTERN} characters.`
  if (pattern !== pattern.trim() || /\p{Cc}/u.test(pattern))
    return 'Leave out spaces at the ends and control characters.'
  switch (kind) {
    case 'component':
      return /^(?:\*|pkg:)/.test(pattern)
        ? versionProblem(pattern)
        : 'A package URL begins with pkg:, such as pkg:npm/lodash.'
    case 'base-image':
    case 'image-repository':
      return repositoryProblem(pattern)
    case 'workload-label':
    case 'oci-label': {
      const [key = ''] = pattern.split('=', 1)
      return LABEL_KEY.test(key) ? null : 'Write the key of the label, an equals sign and its value: tier=backend.'
    }
    case 'namespace':
      return /^[a-z0-9*-]{1,253}$/.test(pattern) ? null : 'A namespace has lower-case letters, digits and hyphens only.'
    case 'codeowners':
      return pattern.startsWith('/') ? 'Paths are told without a slash in front.' : null
    case 'cluster':
      return null
  }
}

function versionProblem(pattern: string): string | null {
  // A scope of npm is written %40 in a package URL; an @ begins the version.
  return /[^/]@/.test(pattern) ? 'Leave the version out: a rule holds for every version of a package.' : null
}

function repositoryProblem(pattern: string): string | null {
  if (/\s/.test(pattern)) return 'A repository has no spaces.'
  if (pattern.includes('@')) return 'Leave the digest out: a rule holds for every version of an image.'
  if (/:[^/]*$/.test(pattern)) return 'Leave the tag out: a rule holds for every version of an image.'
  if (/[A-Z]/.test(pattern)) return 'Repositories are written in lower case.'
  if (!pattern.startsWith('*') && !pattern.includes('/'))
    return `Write the repository in full: docker.io/library/${pattern}.`
  return null
}
