import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAdmissionReview } from './admission-review.ts'
import { boundariesOf, placesIn, withOther } from './testing/damage.ts'

const SAMPLES = path.resolve(import.meta.dirname, '../../samples/formats')
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

function sample(name: string) {
  const result = readAdmissionReview(new Uint8Array(readFileSync(path.join(SAMPLES, name))))
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

describe('readAdmissionReview', () => {
  it('reads nothing that Postgres could not keep, so that no decision is lost to one character', () => {
    const review = JSON.parse(readFileSync(path.join(SAMPLES, 'admission-deployment-create.json'), 'utf8'))
    review.request.name = 'a\0b'
    review.request.userInfo.groups = ['half \ud800']
    const { metadata, spec } = review.request.object
    metadata.labels = { 'a\0b': 'half \udc00' }
    spec.template.spec.containers[0].securityContext.capabilities.add = ['CAP_\0', 'half \ud800']
    const result = readAdmissionReview(new TextEncoder().encode(JSON.stringify(review)))
    expect(result.ok && JSON.stringify(result.value)).not.toMatch(/\\u(?:0000|d800|dc00)/)
    expect(result).toMatchObject({ value: { name: 'a\ufffdb' } })
  })

  it('reads who asks for what, and the facts of a Deployment', () => {
    const request = sample('admission-deployment-create.json')
    expect(request).toMatchObject({
      apiVersion: 'admission.k8s.io/v1',
      uid: '0f1e2d3c-0000-4000-8000-000000000001',
      operation: 'CREATE',
      dryRun: false,
      user: { name: 'deployer', groups: ['system:authenticated'] },
      kind: 'Deployment',
      namespace: 'pay',
      name: 'pay-api',
      ownedBy: null,
    })
    expect(request.facts).toEqual({
      namespace: 'pay',
      kind: 'Deployment',
      name: 'pay-api',
      labels: { team: 'payments' },
      annotations: { 'plimsoll.dev/team': 'payments' },
      replicas: 3,
      serviceAccount: 'pay-api',
      automountServiceAccountToken: null,
      hostNetwork: true,
      hostPid: false,
      hostIpc: false,
      writableHostPaths: ['/var/run'],
      secrets: ['pay-tls', 'pay-db', 'pay-env'],
      containers: [
        expect.objectContaining({ name: 'migrate', type: 'init', runsAsRoot: true }),
        {
          name: 'pay-api',
          type: 'app',
          image: 'registry.tidewater.example/pay/pay-api:4.1.0',
          privileged: true,
          runsAsRoot: false,
          readOnlyRootFilesystem: false,
          allowPrivilegeEscalation: true,
          capabilitiesAdded: ['NET_ADMIN'],
          capabilitiesDropped: ['ALL'],
          writableMounts: [],
        },
        expect.objectContaining({
          name: 'proxy',
          privileged: false,
          runsAsRoot: false,
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
        }),
      ],
    })
  })

  it('reads the old object on DELETE, a CronJob two templates down, and ephemeral containers with the owner', () => {
    expect(sample('admission-deployment-delete.json')).toMatchObject({
      operation: 'DELETE',
      facts: { name: 'pay-api', containers: { length: 3 } },
    })
    expect(sample('admission-cronjob-update.json').facts).toMatchObject({ kind: 'CronJob', containers: { length: 3 } })
    const pod = sample('admission-pod-ephemeral.json')
    expect(pod).toMatchObject({
      subResource: 'ephemeralcontainers',
      ownedBy: { kind: 'ReplicaSet', name: 'pay-api-6f7d9c8b5d' },
    })
    expect(pod.facts?.containers.at(-1)).toMatchObject({ name: 'debugger', type: 'ephemeral', runsAsRoot: false })
  })

  it.each([
    [{ runAsUser: 0 }, {}, true],
    [{ runAsUser: 0 }, { runAsUser: 7 }, false],
    [{ runAsNonRoot: true }, {}, false],
    [{ runAsNonRoot: true }, { runAsNonRoot: false }, null],
    [{}, {}, null],
  ])('lets the container overrule the pod: %o %o', (pod, own, runsAsRoot) => {
    const spec = { securityContext: pod, containers: [{ name: 'c', image: 'i', securityContext: own }] }
    const request = { uid: 'u', operation: 'CREATE', kind: { group: '', kind: 'Pod' }, object: { spec } }
    expect(readAdmissionReview(encode(request))).toMatchObject({ value: { facts: { containers: [{ runsAsRoot }] } } })
  })

  it('has no facts for what runs no containers', () => {
    const request = { uid: 'u', operation: 'CREATE', kind: { group: '', kind: 'ConfigMap' }, object: { data: {} } }
    expect(readAdmissionReview(encode(request))).toMatchObject({ ok: true, value: { facts: null, kind: 'ConfigMap' } })
    const scale = { uid: 'u', operation: 'UPDATE', kind: { group: 'autoscaling', kind: 'Scale' }, object: { spec: {} } }
    expect(readAdmissionReview(encode(scale))).toMatchObject({ ok: true, value: { facts: null } })
  })

  const review = (request: unknown) => ({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request })
  it.each([
    [review(null), 'request'],
    [{ ...review({}), apiVersion: 'v1' }, 'apiVersion'],
    [{ ...review({}), kind: 'Pod' }, 'kind'],
    [review({ operation: 'UPDATE' }), 'request.uid'],
    [review({ uid: 'u' }), 'request.operation'],
    [review({ uid: 'u', operation: 'CREATE' }), 'request.kind.kind'],
    [review({ uid: 'u', operation: 'CREATE', kind: { kind: 'Pod' } }), 'request.object'],
    [[], ''],
  ])('says what is wrong, and where: %o', (body, at) => {
    expect(readAdmissionReview(encode(body))).toMatchObject({
      ok: false,
      failure: { code: 'invalid', extra: { path: at, expected: expect.any(String) } },
    })
  })

  it.each(readdirSync(SAMPLES).filter((name) => name.startsWith('admission-')))(
    'never does worse than refuse %s, cut at any boundary or with any value another',
    (name) => {
      const text = readFileSync(path.join(SAMPLES, name), 'utf8').trimEnd()
      const reads = (input: string) => readAdmissionReview(new TextEncoder().encode(input)).ok
      const cuts = [...boundariesOf(text).keys()].filter((at) => at < text.length)
      expect(cuts.filter((at) => reads(text.slice(0, at)))).toEqual([])
      const places = fc.nat({ max: placesIn(text) - 1 })
      fc.assert(
        fc.property(places, fc.jsonValue({ maxDepth: 3 }), (place, by) => void reads(withOther(text, place, by))),
        { numRuns: 500 },
      )
    },
  )

  it('tells the offset of broken JSON', () => {
    const result = readAdmissionReview(new TextEncoder().encode('{"kind": oops}'))
    expect(result).toMatchObject({ ok: false, failure: { code: 'malformed', extra: { offset: 9 } } })
  })
})
