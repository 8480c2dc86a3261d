import { issueKey, type WorkloadIdentity } from '../../domain/identity.ts'
import { workloadOfPod } from '../../domain/pod-owner.ts'
import type { Db } from '../../store/database.ts'
import { type Adoption, adoptThreats, alertRules, threatsWithPods } from '../../store/engine/adopt.ts'
import { ensureWorkload } from '../../store/engine/assets.ts'
import { alertScopeKey, keyHash } from './see-findings.ts'

/**
 * The id of a workload, made when it is new. Alerts may have come before anything told of it: threats of its pods, whose
 * owner was guessed from the pod's name until now, become its own.
 */
export async function knowWorkload(tx: Db, clusterId: number, workload: WorkloadIdentity, at: Date): Promise<number> {
  const { id, isNew } = await ensureWorkload(tx, clusterId, workload, at)
  if (!isNew) return id
  const { cluster, namespace, name } = workload
  const guesses = new Map<string, Adoption>()
  for (const rule of await alertRules(tx, 'falco')) {
    const guessed = issueKey({ kind: 'threat', rule, place: { cluster, namespace, podOwner: name } })
    const key = issueKey({ kind: 'threat', rule, place: { workload } })
    guesses.set(keyHash(guessed).toString('latin1'), {
      id: 0,
      key,
      hash: keyHash(key),
      scopeKey: alertScopeKey(guessed),
      newScopeKey: alertScopeKey(key),
    })
  }
  const threats = await threatsWithPods(
    tx,
    [...guesses.keys()].map((hash) => Buffer.from(hash, 'latin1')),
  )
  await adoptThreats(
    tx,
    id,
    threats.flatMap(({ id: issueId, hash, pod }) => {
      const adoption = guesses.get(hash.toString('latin1'))
      const isIts = pod !== null && !workloadOfPod(pod, namespace, [workload]).guessed
      return adoption && isIts ? [{ ...adoption, id: issueId }] : []
    }),
  )
  return id
}
