const PLAIN = /^[A-Za-z0-9@%+=:,./_-]+$/

/** A word as a POSIX shell takes it literally, whatever is in it. */
export function shellWord(text: string): string {
  return PLAIN.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** What to scan so that the answer is about the very version that runs: by digest where that is known. */
export function scanTarget(imageRef: string, repository: string | null, digest: string | null): string {
  return repository !== null && digest?.startsWith('sha256:') ? `${repository}@${digest}` : imageRef
}

/** Scans an image and delivers the result. `--` keeps a hostile name from being read as an option. */
export function scanCommand(target: string): string {
  return `trivy image --format json -- ${shellWord(target)} | npx plimsoll ingest - --source trivy --wait`
}
