import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../../store/database.ts'
import { ownershipWorkloads } from '../../store/ownership/subjects.ts'
import { listTeams } from '../../store/teams/list.ts'
import { ownershipBook } from './ownership-book.ts'

/** Tells for each layer of an image version whose what sits in it is, by the same facts as the engine asks. */
export async function teamsOfLayers(
  db: Db,
  imageId: number,
  versionId: number,
): Promise<(position: number) => TeamRef | null> {
  const workloads = await ownershipWorkloads(db, [imageId], [])
  const book = await ownershipBook(db, workloads, { imageIds: [imageId], workloadIds: [], repositoryIds: [] })
  const teams = new Map((await listTeams(db)).map(({ id, slug, name }) => [slug, { id, slug, name }]))
  return (position) => {
    const { team } = book.ownerOfLayer({ imageId, versionId, position })
    return team === null ? null : (teams.get(team) ?? null)
  }
}
