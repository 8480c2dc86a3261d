import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'

describe('a Terrascan report', () => {
  it('reads violations, not what was skipped', async () => {
    const { header, findings, unread } = await readBytes(sampleBytes('terrascan.json'), { repository })
    expect(header).toMatchObject({ format: 'terrascan-json', scannedAt: '2026-11-20T08:26:12.117Z' })
    expect(
      findings.flatMap((one) =>
        one.type === 'misconfiguration' ? [[one.rule, one.severity, one.path, one.resource, one.startLine]] : [],
      ),
    ).toEqual([
      ['AC_K8S_0046', 'high', 'k8s/pay.yaml', 'DaemonSet/pay-api', 12],
      ['AC_DOCKER_0047', 'medium', 'Dockerfile', '', 9],
      ['AC_AWS_0214', 'low', 'main.tf', 'aws_s3_bucket.receipts', null],
    ])
    expect(unread.map(({ path }) => path)).toEqual(['results.scan_errors[1]', 'results.violations[3]'])
  })

  it('calls a scan incomplete when a file could not be loaded, not when a kind of file is missing', async () => {
    const scan = async (errMsg: string) => {
      const results = { scan_errors: [{ errMsg }], violations: null, scan_summary: {} }
      return (await readBytes(json({ results }), { repository })).scopes
    }
    expect(await scan('Dockerfile not found in the directory /src')).toMatchObject([{ complete: true }])
    expect(await scan('no helm charts found in directory /src')).toMatchObject([{ complete: true }])
    expect(await scan('error while loading k8s/broken.yaml')).toMatchObject([{ complete: false }])
  })

  it('names objects of Kubernetes as manifests do, and as Terraform does where it is Terraform', async () => {
    const violation = (resource_type: string, file: string) => ({
      rule_id: 'R',
      resource_type,
      resource_name: 'a',
      file,
    })
    const violations = [
      violation('kubernetes_role_binding', 'a.yaml'),
      violation('kubernetes_ingress', 'a.yaml'),
      violation('kubernetes_cronjob', 'a.yaml'),
      violation('kubernetes_deployment', 'a.tf'),
    ]
    const { findings } = await readBytes(json({ results: { violations, scan_summary: {} } }), { repository })
    expect(findings.map((one) => one.type === 'misconfiguration' && one.resource)).toEqual([
      'RoleBinding/a',
      'Ingress/a',
      'CronJob/a',
      'kubernetes_deployment.a',
    ])
  })
})
