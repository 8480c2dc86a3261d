import { err, ok, type Result } from '../domain/result.ts'
import type { WorkloadFacts } from '../domain/workload-facts.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { parseJson } from './json-text.ts'
import { workloadFacts } from './pod-facts.ts'

const ADMISSION_OPERATIONS = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const
export type AdmissionOperation = (typeof ADMISSION_OPERATIONS)[number]

/** What the API server asks, as far as Plimsoll reads it. */
export interface AdmissionRequest {
  /** The version that the answer must carry too. */
  apiVersion: string
  uid: string
  operation: AdmissionOperation
  /** A dry run must leave no trace. */
  dryRun: boolean
  user: { name: string; groups: string[] }
  group: string
  kind: string
  namespace: string
  /** '' while the API server has not chosen the name yet (`generateName`). */
  name: string
  /** For instance `ephemeralcontainers`; '' for the object itself. */
  subResource: string
  /** Of the new object, or of the old one on DELETE; null for a kind that runs no containers. */
  facts: WorkloadFacts | null
  /** The controller that made this object; the workload is its top owner. */
  ownedBy: { kind: string; name: string } | null
}

/** v1beta1 has the same fields; clusters before 1.22 send it. */
const VERSIONS = ['admission.k8s.io/v1', 'admission.k8s.io/v1beta1']
const MAX_NAME = 300

/**
 * Reads an AdmissionReview. A bare request without its envelope, as policy tests record it, is read too. Plain checks
 * rather than a schema: this runs in every deploy's path.
 */
export function readAdmissionReview(body: Uint8Array): Result<AdmissionRequest> {
  let root: JsonObject | null
  try {
    root = asObject(parseJson(body, (position) => position))
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return err(error.code, error.message, { offset: error.offset ?? 0 })
  }
  if (root === null) return wrong('', 'an AdmissionReview object')
  const isBare = !('request' in root) && !('apiVersion' in root) && typeof member(root, 'uid') === 'string'
  if (isBare) return readRequest(root, VERSIONS[0] as string, '')
  const apiVersion = text(root, 'apiVersion', MAX_NAME)
  if (member(root, 'kind') !== 'AdmissionReview') return wrong('kind', 'AdmissionReview')
  if (!VERSIONS.includes(apiVersion)) return wrong('apiVersion', VERSIONS.join(' or '))
  const request = asObject(member(root, 'request'))
  return request ? readRequest(request, apiVersion, 'request.') : wrong('request', 'an object')
}

function readRequest(request: JsonObject, apiVersion: string, path: string): Result<AdmissionRequest> {
  const uid = text(request, 'uid', MAX_NAME)
  if (uid === '') return wrong(`${path}uid`, 'a text that is not empty')
  const operation = ADMISSION_OPERATIONS.find((one) => one === member(request, 'operation'))
  if (!operation) return wrong(`${path}operation`, ADMISSION_OPERATIONS.join(', '))
  const gvk = asObject(member(request, 'kind'))
  const kind = text(gvk, 'kind', MAX_NAME)
  if (kind === '') return wrong(`${path}kind.kind`, 'the kind of the object')
  const isDelete = operation === 'DELETE'
  // Kubernetes before 1.15 sends no oldObject on DELETE: then nothing but the name is known.
  const objectKey = isDelete ? 'oldObject' : 'object'
  const object = asObject(member(request, objectKey))
  if (object === null && (operation === 'CREATE' || operation === 'UPDATE')) return wrong(`${path}object`, 'an object')
  const metadata = asObject(member(object, 'metadata'))
  const namespace = text(request, 'namespace', MAX_NAME) || text(metadata, 'namespace', MAX_NAME)
  const user = asObject(member(request, 'userInfo'))
  const group = text(gvk, 'group', MAX_NAME)
  return ok({
    apiVersion,
    uid,
    operation,
    dryRun: member(request, 'dryRun') === true,
    user: { name: text(user, 'username', MAX_NAME), groups: groupsOf(user) },
    group,
    kind,
    namespace,
    name: text(request, 'name', MAX_NAME) || text(metadata, 'name', MAX_NAME),
    subResource: text(request, 'subResource', MAX_NAME),
    facts: object && workloadFacts(group, kind, object, namespace),
    ownedBy: controllerOf(metadata),
  })
}

function groupsOf(user: JsonObject | null): string[] {
  return asArray(member(user, 'groups'))
    .slice(0, 100)
    .flatMap((group) => (typeof group === 'string' ? [text({ group }, 'group', MAX_NAME)] : []))
}

function controllerOf(metadata: JsonObject | null): AdmissionRequest['ownedBy'] {
  for (const reference of asArray(member(metadata, 'ownerReferences')).map(asObject)) {
    if (member(reference, 'controller') !== true) continue
    const owner = { kind: text(reference, 'kind', MAX_NAME), name: text(reference, 'name', MAX_NAME) }
    if (owner.kind !== '' && owner.name !== '') return owner
  }
  return null
}

function wrong(path: string, expected: string): Result<AdmissionRequest> {
  const where = path === '' ? 'The body' : path
  return err('invalid', `${where} must be ${expected}`, { path, expected })
}
