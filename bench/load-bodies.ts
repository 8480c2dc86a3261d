import { readFileSync } from 'node:fs'

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../samples/formats/${name}`, import.meta.url), 'utf8'))
const HOLE = '@@@@@@@@-4a7c-4000-8000-000000000000'

/** The templates in turn, each time with an id that no other text of this `run` has, nor of another. */
function numbered(templates: readonly string[], run: string): () => string {
  const parts = templates.map((template) => template.split(HOLE))
  let count = 0
  return () => {
    const id = `${count.toString(16).padStart(8, '0')}-4a7c-4000-8000-${run.padStart(12, '0')}`
    return parts[count++ % parts.length]!.join(id)
  }
}

/** Falco alerts of about 800 bytes, each another event; 40 pods of 8 Deployments. */
function falcoAlerts(run: string): () => string {
  const [alert] = sample('falco-array.json')
  alert.output = `A shell was spawned in a container (user=root command=sh -i container_id=${HOLE})`
  alert.time = new Date().toISOString().replace('Z', '123456Z')
  delete alert.output_fields['evt.time']
  const pods = Array.from({ length: 40 }, (_, pod) => {
    alert.output_fields['k8s.pod.name'] = `service-${pod % 8}-6f7d9c8b5d-x2v${String.fromCharCode(98 + (pod % 20))}q`
    return JSON.stringify(alert)
  })
  return numbered(pods, run)
}

/** Reviews of a Deployment of six containers with the environment and managed fields that real ones carry, about 12 kB. */
function admissionReviews(run: string): () => string {
  const review = sample('admission-deployment-create.json')
  const { object } = review.request
  review.request.uid = HOLE
  const env = Array.from({ length: 12 }, (_, at) => ({
    name: `SETTING_${at}`,
    value: `https://service-${at}.pay.svc:8443/v1`,
  }))
  object.spec.template.spec.initContainers = []
  object.spec.template.spec.containers = Array.from({ length: 6 }, (_, at) => ({
    name: `part-${at}`,
    image: `registry.tidewater.example/pay/part-${at}:4.${at}.0`,
    env,
    resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
    securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ports: [{ containerPort: 8080 + at, protocol: 'TCP' }],
  }))
  object.metadata.managedFields = [
    {
      manager: 'kubectl-client-side-apply',
      operation: 'Update',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [`f:field-${at}`, { 'f:value': {}, 'f:valueFrom': { '.': {} } }]),
      ),
    },
  ]
  return numbered([JSON.stringify(review)], run)
}

export const BODIES = { falco: falcoAlerts, review: admissionReviews } as const
