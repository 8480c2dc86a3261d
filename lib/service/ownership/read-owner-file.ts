import type { OwnerEntry } from '../../contract/owner-files.ts'
import { parseCatalogInfo } from '../../domain/catalog-info.ts'
import { parseCodeowners } from '../../domain/codeowners.ts'
import type { OwnerFile } from '../../domain/imported-owners.ts'
import { type TeamNames, teamOfHandle } from '../../domain/team-handle.ts'

/** A file as it is read: what is stored of it, and what in it was not understood. */
export type ReadOwnerFile = OwnerFile & { problems: { line: number; message: string }[] }

export function readOwnerFile({
  repository,
  path,
  format,
  content,
}: Pick<OwnerFile, 'repository' | 'path' | 'format'> & { content: string }): ReadOwnerFile {
  if (format === 'codeowners') {
    // Only GitLab reads a file in the folder of that name.
    const { problems, ...entries } = parseCodeowners(content, path.includes('.gitlab/') ? 'gitlab' : null)
    return { repository, path, format, entries, problems }
  }
  const { entities, problems } = parseCatalogInfo(content)
  return { repository, path, format, entries: entities, problems }
}

/** What a file says, line by line, and which of our teams it means. */
export function entriesOf(file: OwnerFile, teams: TeamNames): OwnerEntry[] {
  const named = (name: string) => {
    const slug = teamOfHandle(name, teams)
    return { name, team: slug !== null && teams.slugs.has(slug) ? slug : null }
  }
  if (file.format === 'codeowners')
    return file.entries.lines.map(({ line, pattern, owners, section }) => ({
      line,
      what: section === '' ? pattern : `[${section}] ${pattern}`,
      owners: owners.map(named),
    }))
  return file.entries.map(({ line, kind, name, owner, repository, kubernetes: { id, selector, namespace } }) => {
    const claims = [
      ...(repository === null ? [] : [`repository ${repository}`]),
      ...(id === null ? [] : [`workloads of id ${id}`]),
      ...(selector.length === 0 ? [] : ['workloads by label']),
      ...(namespace === null ? [] : [`namespace ${namespace}`]),
    ]
    return { line, what: [`${kind} ${name}`, ...claims].join(', '), owners: [named(owner)] }
  })
}
