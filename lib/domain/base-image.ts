import { digestOf, parseImageReference } from './image-reference.ts'

export type BaseFoundBy = 'stated' | 'label' | 'layers'

/** A base image that somebody names, by the sender or by the image itself. */
export interface NamedBase {
  /** Repository and tag, normalised, without digest: `docker.io/library/debian:12-slim`. `scratch` is no image. */
  reference: string
  digest: string | null
  foundBy: 'stated' | 'label'
}

/** A Dockerfile's word for no base image. */
export const SCRATCH = 'scratch'

/** @see OCI image spec, annotations.md, "Pre-Defined Annotation Keys" */
const NAME_LABEL = 'org.opencontainers.image.base.name'
const DIGEST_LABEL = 'org.opencontainers.image.base.digest'

/** What the sender states wins over what the image's labels say. Null when neither names a base. */
export function namedBase(stated: string | undefined, labels: Readonly<Record<string, string>>): NamedBase | null {
  const bySender = stated === undefined ? null : named(stated, null)
  if (bySender) return { ...bySender, foundBy: 'stated' }
  const byLabel = named(labels[NAME_LABEL] ?? '', digestOf(labels[DIGEST_LABEL] ?? ''))
  return byLabel && { ...byLabel, foundBy: 'label' }
}

function named(text: string, labelled: string | null): Omit<NamedBase, 'foundBy'> | null {
  if (text.trim() === SCRATCH) return { reference: SCRATCH, digest: null }
  const { repository, tag, digest } = parseImageReference(text)
  if (repository === '') return null
  return { reference: tag === null ? repository : `${repository}:${tag}`, digest: digest ?? labelled }
}
