import { randomUUID } from 'node:crypto'
import { readAdmissionReview } from '../../../formats/admission-review.ts'
import { type DecisionRecord, insertDecisions } from '../../../store/admission/insert-decisions.ts'
import { ensureCluster } from '../../../store/clusters/ensure.ts'
import { database } from '../../../store/database.ts'
import { hoursAgo } from './clock.ts'
import { CLUSTER, REPOSITORY } from './scan-reports.ts'

export interface Admission {
  hoursAgo: number
  operation?: 'CREATE' | 'UPDATE' | 'DELETE'
  kind?: string
  name?: string
  /** As the manifest writes them, one a container. */
  images?: readonly string[]
  privileged?: boolean
  /** More of the security context of each container. */
  security?: Record<string, unknown>
  /** An empty directory or a claim that each container mounts, by its path. */
  volumes?: Record<string, 'emptyDir' | 'persistentVolumeClaim'>
  labels?: Record<string, string>
  ownedBy?: { kind: string; name: string }
  dryRun?: boolean
  verdict?: DecisionRecord['verdict']
}

export const imageRef = (version: string) => `${REPOSITORY}:${version}`

const GROUPS: Record<string, string> = { Pod: '', Job: 'batch', CronJob: 'batch' }

/** The question of an API server about a workload of namespace `shop`, by default the Deployment `pay`. */
function review(uid: string, admission: Admission): Record<string, unknown> {
  const { operation = 'CREATE', kind = 'Deployment', name = 'pay', images = [imageRef('v1')], ownedBy } = admission
  const containers = images.map((image, index) => ({
    name: `app-${index}`,
    image,
    securityContext: { privileged: admission.privileged ?? false, ...admission.security },
    volumeMounts: Object.keys(admission.volumes ?? {}).map((path) => ({ name: path, mountPath: path })),
  }))
  const volumes = Object.entries(admission.volumes ?? {}).map(([name, kind]) => ({ name, [kind]: {} }))
  const pod = { containers, volumes }
  const object = {
    metadata: {
      name,
      labels: admission.labels ?? {},
      ...(ownedBy && { ownerReferences: [{ ...ownedBy, controller: true }] }),
    },
    spec: kind === 'Pod' ? pod : { replicas: 2, template: { spec: pod } },
  }
  const request = {
    uid,
    operation,
    kind: { group: GROUPS[kind] ?? 'apps', kind },
    namespace: 'shop',
    name,
    [operation === 'DELETE' ? 'oldObject' : 'object']: object,
    userInfo: { username: 'deployer' },
  }
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }
}

/** Records what the gate answered, as its spool brings it to the database; returns the decisions' ids. */
export async function decide(...admissions: readonly Admission[]): Promise<string[]> {
  const records = admissions.map(decisionOf)
  const clusterIds = new Map([[CLUSTER, await ensureCluster(database(), CLUSTER)]])
  await insertDecisions(database(), records, clusterIds)
  return records.map(({ id }) => id)
}

function decisionOf(admission: Admission): DecisionRecord {
  const uid = randomUUID()
  const read = readAdmissionReview(Buffer.from(JSON.stringify(review(uid, admission))))
  if (!read.ok) throw new Error(read.failure.detail)
  const { operation, namespace, kind, name, user, facts, group, subResource, ownedBy } = read.value
  return {
    id: uid,
    cluster: CLUSTER,
    requestUid: uid,
    at: hoursAgo(admission.hoursAgo).toISOString(),
    ...{ operation, namespace, kind, name },
    username: user.name,
    dryRun: admission.dryRun ?? false,
    verdict: admission.verdict ?? 'allow',
    results: [],
    breakGlass: null,
    images: facts?.containers.map(({ image }) => image) ?? [],
    facts: facts && { ...facts, group, subResource, ownedBy },
    tokenId: uid,
  }
}
