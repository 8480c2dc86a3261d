import type { BaseChoice } from './base-choice.ts'
import { baseEffort } from './effort.ts'
import { counted, type FixText, oneLine } from './text.ts'

export interface BaseFixFacts {
  /** The reference that the Dockerfiles name: `docker.io/library/debian:12.4`. */
  base: string
  choice: BaseChoice
  /** Issues that were seen in the version in use; null when it was never scanned. */
  issuesNow: number | null
  images: number
}

export function baseFix({ base, choice: { to, tag: newTag, jump }, issuesNow, images }: BaseFixFacts): FixText {
  const { repository, tag } = splitReference(base)
  const next = newTag ?? tag
  const again = next === tag && newTag !== null
  const reference = oneLine(next === null ? repository : `${repository}:${next}`)
  const digest = to.digest.startsWith('sha256:') ? to.digest : null
  const pinned = digest === null ? reference : `${reference}@${digest}`
  const clean = to.issues === 0 ? 'Our scan of it found nothing' : `Our scan of it found ${counted(to.issues, 'issue')}`
  const before =
    issuesNow === null ? 'the version in use was not scanned on its own' : `${issuesNow} in the version in use`
  return {
    title: again
      ? `Rebuild on the current ${short(base)}`
      : `Move the base image from ${short(base)} to ${next ?? digest}`,
    steps: [
      {
        where: 'Dockerfile',
        language: 'dockerfile',
        text: `FROM ${newTag === null ? pinned : reference}`,
        subject: null,
      },
      ...(again
        ? [{ where: 'Build', language: 'shell' as const, text: 'docker build --pull --no-cache .', subject: null }]
        : []),
      ...(newTag !== null && digest !== null
        ? [{ where: 'Dockerfile, pinned', language: 'dockerfile' as const, text: `FROM ${pinned}`, subject: null }]
        : []),
    ],
    notes: [`${clean}, against ${before}.`],
    unknown: issuesNow === null ? ['What the base image in use holds by itself is not known.'] : [],
    effort: baseEffort(jump, images),
    newBase: { versionId: to.id, reference: newTag === null ? pinned : reference },
  }
}

/** `docker.io/library/debian:12` → repository and tag. */
export function splitReference(reference: string): { repository: string; tag: string | null } {
  const colon = reference.lastIndexOf(':')
  if (colon <= reference.lastIndexOf('/')) return { repository: reference, tag: null }
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) }
}

/** As a person says it: without registry and path, which stand beside the title. */
function short(reference: string): string {
  return oneLine(reference.slice(reference.lastIndexOf('/') + 1))
}
