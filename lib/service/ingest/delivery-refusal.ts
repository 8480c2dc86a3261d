import type { TokenActor } from '../../domain/actor.ts'
import { err } from '../../domain/result.ts'
import type { ReportSummary } from '../../formats/report-check.ts'
import { database } from '../../store/database.ts'
import { imageOfOtherTeams } from '../../store/images/of-other-teams.ts'

const UNLIMITED = 'Send it with a token that is limited to no team and no cluster'

/**
 * Null when this token may say what the report says, else the failure to return. A feed moves everyone's issues; an attestation
 * holds wherever the image runs. What a team's token attests further on in a list counts for that team's images only.
 */
export async function deliveryRefusal(
  { teamId, clusterId }: Pick<TokenActor, 'teamId' | 'clusterId'>,
  { feed, attested }: Pick<ReportSummary, 'feed' | 'attested'>,
) {
  if (teamId === null && clusterId === null) return null
  const limit = clusterId === null ? 'team' : 'cluster'
  if (feed)
    return err('forbidden', `A feed holds for everyone, and this token is limited to one ${limit}. ${UNLIMITED}.`)
  if (!attested) return null
  if (clusterId !== null || teamId === null) {
    return err(
      'forbidden',
      `What is attested of an image holds in every cluster, and this token is limited to one. ${UNLIMITED}.`,
    )
  }
  const other = await imageOfOtherTeams(database(), attested, teamId)
  return other === null
    ? null
    : err('forbidden', `${other} belongs to another team than the one that this token is limited to. ${UNLIMITED}.`)
}
