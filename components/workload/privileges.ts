import type { WorkloadDetail } from '../../lib/contract/workloads.ts'

type Container = WorkloadDetail['containers'][number]

/** One thing that a workload may or may not do; `granted` null is not known. */
export interface Privilege {
  name: string
  granted: boolean | null
  /** What it means for somebody who breaks in. */
  meaning: string
}

/** What the pod itself may do, beyond its containers. */
export function podPrivileges(workload: WorkloadDetail): Privilege[] {
  return [
    { name: 'Host network', granted: workload.hostNetwork, meaning: 'sees and speaks as the node' },
    { name: 'Host processes', granted: workload.hostPid, meaning: 'sees the processes of the node' },
    { name: 'Host IPC', granted: workload.hostIpc, meaning: 'shares memory with the node' },
    {
      name: 'Service account token',
      granted: workload.automountServiceAccountToken,
      meaning: 'can call the API server',
    },
  ]
}

/** What one container may do, in the order in which it matters. */
export function containerPrivileges(container: Container): Privilege[] {
  const readOnly = container.readOnlyRootFilesystem
  return [
    { name: 'Privileged', granted: container.privileged, meaning: 'owns its node' },
    { name: 'Root', granted: container.runsAsRoot, meaning: 'runs as uid 0' },
    {
      name: 'Privilege escalation',
      granted: container.allowPrivilegeEscalation,
      meaning: 'can gain more than it started with',
    },
    { name: 'Writable root file system', granted: readOnly === null ? null : !readOnly, meaning: 'can be changed' },
  ]
}
