import type { FactObservation } from '../../domain/observation.ts'
import { insertAttestations } from '../../store/attestations/insert.ts'
import type { Db } from '../../store/database.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'

/** Stores what a batch attests, whether or not the image is known by now. */
export async function writeAttestations(tx: Db, report: WaitingReport, facts: readonly FactObservation[]) {
  const told = facts.filter((fact) => fact.type === 'attestation')
  await insertAttestations(tx, told, { reportId: report.id, receivedAt: report.receivedAt, teamId: report.teamId })
}
