import { isMap, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml'

/** A workload as its manifest names it, with the containers that the rule is about. */
export interface PatchedWorkload {
  kind: string
  name: string
  namespace: string
  containers: readonly { name: string; type: 'app' | 'init' | 'ephemeral' }[]
}

/** Where each kind keeps the pod's specification; checks are written for a Deployment. */
const POD_SPEC: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
}
const TEMPLATE = ['spec', 'template'] as const

/**
 * The patch of a canonical check as the patch of one workload: at the depth of its kind, its example container standing for
 * each that the rule is about. Null when the check's patch is no YAML of an object that has pods.
 */
export function manifestPatch(patch: string, workload: PatchedWorkload): string | null {
  const document = parseDocument(patch)
  if (document.errors.length > 0 || !isMap(document.contents)) return null
  const template = document.getIn([...TEMPLATE])
  const whole: unknown = document.toJS()
  if (template === undefined) return withName(whole, workload)
  if (!isMap(template)) return null
  const pod = (template as YAMLMap).toJS(document) as Record<string, unknown>
  const spec = { ...((pod.spec as Record<string, unknown> | undefined) ?? {}) }
  const example = (template as YAMLMap).getIn(['spec', 'containers'])
  if (isSeq(example)) {
    const [container] = spec.containers as Record<string, unknown>[]
    const of = (type: 'app' | 'init') =>
      workload.containers.filter((one) => one.type === type).map(({ name }) => ({ ...container, name }))
    const [app, init] = [of('app'), of('init')]
    if (app.length > 0) spec.containers = app
    else if (init.length > 0) delete spec.containers
    if (init.length > 0) spec.initContainers = init
  }
  const path = POD_SPEC[workload.kind] ?? TEMPLATE
  const inner: Record<string, unknown> = { ...pod, ...(Object.keys(spec).length > 0 ? { spec } : {}) }
  const nested = path.reduceRight<Record<string, unknown>>((value, key) => ({ [key]: value }), inner)
  return withName(nested, workload)
}

/** Named, so that `kubectl patch` and a reader know which object it is; another object that the check adds keeps its own name. */
function withName(patch: unknown, { kind, namespace, name }: PatchedWorkload): string {
  const { metadata: own, ...rest } = patch as Record<string, unknown>
  const metadata = { name, ...(own as Record<string, unknown> | undefined), namespace }
  return stringify({ kind, metadata, ...rest }, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
}
