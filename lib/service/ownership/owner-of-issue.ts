import { type Ownership, ownerOf } from '../../domain/ownership.ts'
import type { Db } from '../../store/database.ts'
import { issueSubject } from '../../store/ownership/issue-subject.ts'
import { ownershipWorkloads } from '../../store/ownership/subjects.ts'
import { ownershipBook } from './ownership-book.ts'

/** Whose an issue is, and why; with `ignoreHand` whose it would be had nobody given it away. Null when it is gone. */
export async function ownerOfIssue(
  db: Db,
  issueId: number,
  { ignoreHand = false } = {},
): Promise<(Ownership & { teamId: number | null }) | null> {
  const subject = await issueSubject(db, issueId)
  if (!subject) return null
  const reach = {
    imageIds: present(subject.imageId),
    workloadIds: present(subject.workloadId),
    repositoryIds: present(subject.repositoryId),
  }
  const workloads = await ownershipWorkloads(db, reach.imageIds, reach.workloadIds)
  const book = await ownershipBook(db, workloads, reach)
  const facts = { ...book.factsOf(subject), hand: ignoreHand ? null : subject.hand }
  const owner = ownerOf(facts, book.rules, book.teams)
  return { ...owner, teamId: owner.team === null ? null : (book.teams.ids.get(owner.team) ?? null) }
}

function present(id: number | null): number[] {
  return id === null ? [] : [id]
}
