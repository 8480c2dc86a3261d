import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Check, canonicalCheck } from '../lib/domain/check.ts'
import { SEVERITIES } from '../lib/domain/severity.ts'

const SAMPLES = path.resolve(import.meta.dirname, '../../shared/samples')

const TOOLS =
  'trivy checkov kubescape kube-linter kube-score polaris kubeaudit kubesec terrascan kics hadolint dockle kyverno gatekeeper'.split(
    ' ',
  )
const STANDARDS =
  'cis-kubernetes-1.9 cis-docker-1.6 nsa-cisa-1.2 nist-800-190 pci-dss-4.0 hipaa-164.312 mitre-attack'.split(' ')

const Document = z.strictObject({
  apiVersion: z.literal('plimsoll.dev/v1'),
  kind: z.literal('Check'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]+[a-z0-9]$/) }),
  spec: z.strictObject({
    title: z.string().min(10).max(80),
    severity: z.enum(SEVERITIES).exclude(['unknown']),
    description: z.string().min(40).endsWith('.'),
    remediation: z.string().min(10).endsWith('.'),
    patch: z.strictObject({ language: z.enum(['yaml', 'dockerfile']), text: z.string().endsWith('\n') }),
    aliases: z.partialRecord(z.enum(TOOLS), z.array(z.string().regex(/^[\w.-]+$/)).min(1)),
    controls: z
      .array(
        z.strictObject({
          standard: z.enum(STANDARDS),
          id: z.string().min(3),
        }),
      )
      .min(1),
  }),
})

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.yaml'))
const documents = files.map((file) => ({
  file,
  document: parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')),
}))
const checks: Check[] = documents.map(({ document }) => ({ id: document.metadata.name, ...document.spec }))

describe('every check', () => {
  it.each(documents)('$file is named after its file and complete', ({ file, document }) => {
    expect(Document.parse(document).metadata.name).toBe(file.replace('.yaml', ''))
  })

  it.each(checks)('$id has a patch that parses', ({ patch: { language, text } }) => {
    if (language === 'yaml') {
      const patched = Object.keys(parse(text, { strict: true, uniqueKeys: true }))
      const sections = ['spec', 'metadata', 'data', 'rules', 'roleRef', 'subjects', 'apiVersion', 'kind']
      for (const section of patched) expect([...sections, 'automountServiceAccountToken']).toContain(section)
      expect(patched).not.toEqual([])
    } else {
      for (const line of text.trim().split('\n')) expect(line).toMatch(/^(FROM|RUN|COPY|USER|EXPOSE|HEALTHCHECK) \S/)
    }
  })

  it('is the only one of its title, and names no control twice', () => {
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length)
    for (const { id, controls } of checks) {
      const names = controls.map(({ standard, id }) => `${standard} ${id}`)
      expect(new Set(names).size, id).toBe(names.length)
    }
  })
})

/** Rules as real reports name them, each with the check that means the same (read from their titles by hand). */
const SEEN: Record<string, Record<string, string>> = {
  trivy: {
    KSV001: 'privilege-escalation',
    KSV003: 'capabilities-not-dropped',
    'AVD-KSV-0005': 'sys-admin-capability',
    'AVD-KSV-0009': 'host-network',
    'AVD-KSV-0010': 'host-pid',
    KSV011: 'cpu-limit',
    KSV012: 'runs-as-root',
    KSV013: 'latest-tag',
    KSV014: 'writable-root-filesystem',
    KSV015: 'cpu-request',
    KSV016: 'memory-request',
    'AVD-KSV-0017': 'privileged-container',
    KSV018: 'memory-limit',
    KSV020: 'low-user-or-group-id',
    KSV021: 'low-user-or-group-id',
    'AVD-KSV-0022': 'added-capabilities',
    'AVD-KSV-0023': 'host-path',
    'AVD-KSV-0024': 'host-port',
    'AVD-KSV-0025': 'selinux-options',
    'KSV-0030': 'seccomp-not-set',
    'AVD-KSV-0041': 'role-reads-secrets',
    'AVD-KSV-0044': 'wildcard-role',
    'KSV-0104': 'seccomp-disabled',
    'KSV-0110': 'default-namespace',
    KSV116: 'root-group',
    KSV117: 'privileged-port',
    'KSV-0118': 'no-security-context',
    DS002: 'image-runs-as-root',
  },
  checkov: {
    CKV_DOCKER_2: 'image-without-healthcheck',
    CKV_DOCKER_3: 'image-runs-as-root',
    CKV_DOCKER_7: 'base-image-latest',
    CKV_K8S_13: 'memory-limit',
  },
  kubescape: {
    'C-0004': 'memory-limit',
    'C-0013': 'runs-as-root',
    'C-0016': 'privilege-escalation',
    'C-0017': 'writable-root-filesystem',
    'C-0018': 'readiness-probe',
    'C-0034': 'service-account-token-mounted',
    'C-0038': 'host-namespaces',
    'C-0041': 'host-network',
    'C-0044': 'host-port',
    'C-0045': 'writable-host-path',
    'C-0048': 'host-path',
    'C-0056': 'liveness-probe',
    'C-0057': 'privileged-container',
    'C-0061': 'default-namespace',
    'C-0065': 'role-impersonates',
    'C-0074': 'container-runtime-socket',
    'C-0260': 'missing-network-policy',
    // The old CIS controls of section 5.2 look at the labels of namespaces, not at pods.
    'CIS-5.2.2': 'namespace-below-baseline',
    'CIS-5.2.7': 'namespace-below-restricted',
    'CIS-5.7.2': 'seccomp-not-set',
  },
  'kube-linter': {
    'docker-sock': 'container-runtime-socket',
    'drop-net-raw-capability': 'net-raw-capability',
    'env-var-secret': 'secret-in-manifest',
    'host-ipc': 'host-ipc',
    'latest-tag': 'latest-tag',
    'no-read-only-root-fs': 'writable-root-filesystem',
    'privileged-container': 'privileged-container',
    'run-as-non-root': 'runs-as-root',
    'sensitive-host-mounts': 'sensitive-host-path',
    'ssh-port': 'ssh-exposed',
    'unsafe-sysctls': 'unsafe-sysctls',
    'unset-memory-requirements': 'memory-limit',
  },
  'kube-score': {
    'container-security-context-privileged': 'privileged-container',
    'container-security-context-run-as-non-root': 'runs-as-root',
  },
  polaris: {
    cpuLimitsMissing: 'cpu-limit',
    hostIPCSet: 'host-ipc',
    insecureCapabilities: 'capabilities-not-dropped',
    linuxHardening: 'no-linux-hardening',
    notReadOnlyRootFilesystem: 'writable-root-filesystem',
    procMount: 'unmasked-proc',
    pullPolicyNotAlways: 'pull-policy-not-always',
    runAsPrivileged: 'privileged-container',
    runAsRootAllowed: 'runs-as-root',
    sensitiveContainerEnvVar: 'secret-in-manifest',
    tagNotSpecified: 'latest-tag',
  },
  kubeaudit: {
    AllowPrivilegeEscalationNil: 'privilege-escalation',
    AppArmorAnnotationMissing: 'apparmor-not-set',
    CapabilityAdded: 'added-capabilities',
    LimitsCPUNotSet: 'cpu-limit',
    MissingDefaultDenyIngressAndEgressNetworkPolicy: 'no-default-deny-network-policy',
    NamespaceHostNetworkTrue: 'host-network',
    PrivilegedTrue: 'privileged-container',
    ReadOnlyRootFilesystemNil: 'writable-root-filesystem',
    RunAsNonRootPSCNilCSCNil: 'runs-as-root',
    SeccompProfileMissing: 'seccomp-not-set',
    // Left out, privileged is false: nothing is wrong with the container.
    PrivilegedNil: 'kubeaudit:PrivilegedNil',
  },
  terrascan: { AC_K8S_0001: 'ingress-without-tls' },
  hadolint: { DL3015: 'recommended-packages' },
  dockle: { 'CIS-DI-0001': 'image-runs-as-root', 'CIS-DI-0006': 'image-without-healthcheck' },
  gatekeeper: { K8sPSPReadOnlyRootFilesystem: 'writable-root-filesystem' },
}
const FOLDERS: Record<string, string[]> = {
  trivy: ['trivy-json', 'trivy-operator'],
  gatekeeper: ['manifests/gatekeeper-library-psp'],
}

describe.each(Object.entries(SEEN))('%s', (tool, rules) => {
  it.each(Object.entries(rules))('%s is %s', (rule, check) => {
    expect(canonicalCheck(tool, rule, checks)).toBe(check)
  })

  it.skipIf(!existsSync(SAMPLES))('writes these rules in real reports', () => {
    const seen = (FOLDERS[tool] ?? [tool]).map((folder) => textIn(path.join(SAMPLES, folder))).join('\n')
    expect(Object.keys(rules).filter((rule) => !seen.includes(rule))).toEqual([])
  })
})

function textIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')
}
