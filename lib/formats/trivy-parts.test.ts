import { describe, expect, it } from 'vitest'
import { json, readBytes } from './testing/read.ts'

const MANIFEST = 'pay.yaml'
const folder = (ArtifactName: string, Target: string, Message = '', ArtifactType = 'filesystem') =>
  json({
    ...{ SchemaVersion: 2, ArtifactName, ArtifactType },
    Results: [{ Target, Class: 'config', Type: 'kubernetes', Misconfigurations: [{ ID: 'KSV-0104', Message }] }],
  })

async function misconfigured(...report: Parameters<typeof folder>) {
  const { findings, scopes } = await readBytes(folder(...report), { repository: 'git.example/shop/pay' })
  const [first] = findings.flatMap((finding) => (finding.type === 'misconfiguration' ? [finding] : []))
  return { part: scopes[0]?.part, path: first?.path, resource: first?.resource }
}

/** Where a vulnerable package is that has a path of its own, beside one that only a lock file tells. */
async function vulnerable(ArtifactName: string) {
  const Vulnerability = { VulnerabilityID: 'CVE-2024-1', PkgName: 'knot', InstalledVersion: '1', Severity: 'HIGH' }
  const Vulnerabilities = [{ ...Vulnerability, PkgPath: 'lib/knot.jar' }, Vulnerability]
  const Results = [{ Target: 'pom.xml', Class: 'lang-pkgs', Type: 'pom', Vulnerabilities }]
  const report = { SchemaVersion: 2, ArtifactName, ArtifactType: 'filesystem', Results }
  const { findings } = await readBytes(json(report), { repository: 'shop/pay-api' })
  return findings.map((finding) => finding.type === 'vulnerability' && finding.path)
}

describe('a Trivy scan of a part of a repository', () => {
  it.each([
    ['.', 'k8s/pay.yaml', undefined],
    ['k8s', MANIFEST, 'k8s'],
    ['./k8s/', MANIFEST, 'k8s'],
    ['k8s/pay.yaml', MANIFEST, 'k8s/pay.yaml'],
    ['/home/runner/work/pay/pay/k8s', MANIFEST, 'k8s'],
    ['/github/workspace', 'k8s/pay.yaml', undefined],
    ['/tmp/x81', 'k8s/pay.yaml', undefined],
    ['k8s/overlays', '../pay.yaml', 'k8s/overlays'],
  ])('started with %s finds %s in k8s/pay.yaml', async (name, target, part) => {
    expect(await misconfigured(name, target)).toMatchObject({ part, path: 'k8s/pay.yaml' })
  })

  it('takes a repository that was cloned as a whole', async () => {
    const cloned = await misconfigured('git.example/shop/pay', 'k8s/pay.yaml', '', 'repository')
    expect(cloned).toMatchObject({ part: undefined, path: 'k8s/pay.yaml' })
  })

  it('places packages in the repository, whichever way their path is told', async () => {
    expect(await vulnerable('services/pay')).toEqual(['services/pay/lib/knot.jar', 'services/pay/pom.xml'])
    expect(await vulnerable('.')).toEqual(['lib/knot.jar', 'pom.xml'])
  })
})

it.each([
  ["Container 'app' of Deployment 'pay' should set 'securityContext.privileged' to false", 'Deployment/pay'],
  ['container "app" of deployment "pay" in "default" namespace should specify a seccomp profile', 'Deployment/pay'],
  ['cronjob nightly.report in shop namespace should set runAsUser', 'CronJob/nightly.report'],
  ['container should drop all', ''],
  ['a deployment in this namespace is odd', ''],
])('is told of %s', async (message, resource) => {
  expect((await misconfigured('.', MANIFEST, message)).resource).toBe(resource)
})
