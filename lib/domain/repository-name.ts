/**
 * The name by which two ways of writing a source repository are one: without scheme, credentials, host and `.git`, in lower
 * case. `https://github.com/Shop/pay-api.git`, `git@github.com:shop/pay-api` and `shop/pay-api` are all `shop/pay-api`.
 */
export function repositoryKey(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(?:url:)?(?:git\+)?[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+\.[^/:]+):(?!\d+\/)/, '$1/')
    // A forge's address of a folder, a branch or a file.
    .replace(/\/(?:-\/)?(?:tree|blob|src|raw)\/.*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  const [host = '', ...path] = bare.split('/')
  return path.length > 0 && /[.:]/.test(host) ? path.join('/') : bare
}
