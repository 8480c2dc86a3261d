/** An image as somebody wrote it, split; `repository` is the normalised name that identifies an image everywhere. */
export interface ImageReference {
  /** `docker.io/library/nginx`; '' when the text names no image. */
  repository: string
  tag: string | null
  /** `sha256:…` */
  digest: string | null
}

const DOCKER_HUB = 'docker.io'
const DOCKER_HUB_ALIASES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'])
const SCHEME = /^[a-z][a-z0-9+-]*:\/\//i
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,}$/
const TAG = /^\w[\w.-]{0,127}$/

/** A digest as it is kept (`sha256:…`), or null when the text is none. */
export function digestOf(text: string): string | null {
  const digest = text.trim().toLowerCase()
  return DIGEST.test(digest) ? digest : null
}

/**
 * Splits an image reference the way container runtimes read it: the part before the first slash is a registry only
 * when it looks like a host, anything else lives on Docker Hub, and a bare Hub name lives under `library/`.
 */
export function parseImageReference(ref: string): ImageReference {
  const text = ref.trim().replace(SCHEME, '')
  const at = text.indexOf('@')
  const named = at === -1 ? text : text.slice(0, at)
  const colon = named.lastIndexOf(':')
  const tagText = colon > named.lastIndexOf('/') ? named.slice(colon + 1) : ''
  const hasTag = TAG.test(tagText)
  return {
    repository: normaliseRepository(hasTag || named.endsWith(':') ? named.slice(0, colon) : named),
    tag: hasTag ? tagText : null,
    digest: at === -1 ? null : digestOf(text.slice(at + 1)),
  }
}

function normaliseRepository(name: string): string {
  const trimmed = name.replace(/^\/+|\/+$/g, '')
  if (trimmed === '') return ''
  const slash = trimmed.indexOf('/')
  const first = slash === -1 ? '' : trimmed.slice(0, slash).toLowerCase()
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost'
  const path = isHost ? trimmed.slice(slash + 1) : trimmed
  if (isHost && !DOCKER_HUB_ALIASES.has(first)) return `${first}/${path}`
  return `${DOCKER_HUB}/${path.includes('/') ? path : `library/${path}`}`
}
