import type { FixDetail } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import type { FixText } from '../../domain/fix/text.ts'
import { teamLimit } from '../../domain/permission.ts'
import type { Db } from '../../store/database.ts'
import { gravestInVersion, leftInVersion } from '../../store/fixes/left-in-version.ts'
import { imageById } from '../../store/images/get.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { countsOf } from '../images/row.ts'
import { issueRow } from '../issues/row.ts'
import { readableShares } from './readable.ts'

const SHOWN = 10

/** What the base image that a fix goes to still holds, by our own scans of that version. */
export async function newBaseOf(
  db: Db,
  actor: Actor,
  { newBase }: Partial<FixText>,
  now: Date,
): Promise<FixDetail['newBase']> {
  if (!newBase) return null
  const { versionId, reference } = newBase
  const [left, gravest] = await Promise.all([
    leftInVersion(db, versionId),
    gravestInVersion(db, versionId, readableShares(actor), SHOWN),
  ])
  if (!left?.scannedAt) return { reference, image: null, scannedAt: null, left: null, rows: [] }
  const [image, rows] = await Promise.all([
    imageById(db, left.imageId, teamLimit(actor, 'image.read')),
    issueRows(db, gravest),
  ])
  return {
    reference,
    image: image && { id: image.id, versionId },
    scannedAt: left.scannedAt.toISOString(),
    left: {
      issues: left.counts.reduce((sum, { issues }) => sum + issues, 0),
      bySeverity: countsOf(left.counts),
    },
    rows: rows.map((row) => issueRow(row, now)),
  }
}
