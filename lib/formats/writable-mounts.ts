import type { WritableMount } from '../domain/workload-facts.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'

const MAX_PATH = 2000
/** Kubernetes mounts these read-only whatever the mount says. */
const READ_ONLY = ['configMap', 'secret', 'projected', 'downwardAPI', 'image']
const CLAIMS = ['persistentVolumeClaim', 'ephemeral']

/** The volumes that a container can write, without the host's; a mount whose volume the pod does not list is a claim of a StatefulSet. */
export function writableMounts(pod: JsonObject, container: JsonObject): WritableMount[] {
  const volumes = new Map<string, JsonObject>()
  for (const volume of asArray(member(pod, 'volumes')).map(asObject)) {
    if (volume) volumes.set(text(volume, 'name', MAX_PATH), volume)
  }
  return asArray(member(container, 'volumeMounts')).flatMap((value) => {
    const mount = asObject(value)
    if (mount === null || member(mount, 'readOnly') === true) return []
    const name = text(mount, 'name', MAX_PATH)
    const volume = kindOf(volumes.get(name) ?? null)
    return volume === null ? [] : [{ path: text(mount, 'mountPath', MAX_PATH), volume }]
  })
}

/** Null for what cannot be written, and for the host's, which is a fact of the pod. */
function kindOf(volume: JsonObject | null): WritableMount['volume'] | null {
  if (volume === null) return 'claim'
  const source = (kind: string) => asObject(member(volume, kind))
  if (source('hostPath') || READ_ONLY.some((kind) => source(kind))) return null
  if (source('emptyDir')) return 'empty-dir'
  for (const kind of Object.keys(volume)) if (member(source(kind), 'readOnly') === true) return null
  return CLAIMS.some((kind) => source(kind)) ? 'claim' : 'other'
}
