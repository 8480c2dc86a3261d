import type { RiskWorkload } from './risk-context.ts'
import { negated, tell } from './workload-answer.ts'
import type { WritableMount } from './workload-facts.ts'

/** Where programs keep what nothing runs or trusts later; an empty directory there goes with the pod. */
const SCRATCH = /^(?:\/tmp|\/var\/tmp|\/run|\/var\/run|\/var\/cache|\/var\/log|\/dev\/shm)(?:\/|$)/

type Files = Pick<RiskWorkload, 'writableHostPaths'> & {
  containers: readonly Pick<RiskWorkload['containers'][number], 'readOnlyRootFilesystem' | 'writableMounts'>[]
}

/** Whether somebody could write files that matter: into a root file system, onto the node, or into a volume that is more than scratch. */
export function filesWritable(workload: Files): boolean | null {
  return writable(workload, isMoreThanScratch)
}

/** The same for files of any kind: for what works by planting temporary files, a writable /tmp is enough. */
export function scratchWritable(workload: Files): boolean | null {
  return writable(workload, () => true)
}

function writable(
  { writableHostPaths, containers }: Files,
  matters: (mount: WritableMount) => boolean,
): boolean | null {
  if (writableHostPaths.length > 0) return true
  return tell(containers, ({ readOnlyRootFilesystem, writableMounts }) => {
    const rootFileSystem = negated(readOnlyRootFilesystem)
    const volumes = writableMounts === null ? null : writableMounts.some(matters)
    return tell([rootFileSystem, volumes], (fact) => fact)
  })
}

function isMoreThanScratch({ volume, path }: WritableMount): boolean {
  return volume !== 'empty-dir' || !SCRATCH.test(path)
}
