/**
 * The chain id of each layer, lowest first: it names the stack of layers up to that one. Null from the first layer on of
 * which no diff id is known. @see OCI image spec, config.md, "Layer ChainID"
 *
 * @param sha256 the hash of a text, in hexadecimal
 */
export function chainIds(diffIds: readonly (string | null)[], sha256: (text: string) => string): (string | null)[] {
  let below: string | null = ''
  return diffIds.map((diffId) => {
    if (below === null || diffId === null) below = null
    else below = below === '' ? diffId : `sha256:${sha256(`${below} ${diffId}`)}`
    return below
  })
}
