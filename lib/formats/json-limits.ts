/** What a JSON document may be at most; every limit is enforced while the bytes stream in. */
export interface JsonLimits {
  /** Nested objects and arrays. */
  depth: number
  /** Bytes of one string, as written. */
  stringBytes: number
  /** Bytes of one record (one finding). */
  recordBytes: number
  /** Bytes of all that is not a record. */
  outlineBytes: number
  /** Bytes of the whole document, uncompressed. */
  totalBytes: number
}

const MIB = 1024 * 1024

export const DEFAULT_JSON_LIMITS: JsonLimits = {
  depth: 64,
  stringBytes: 4 * MIB,
  recordBytes: 8 * MIB,
  outlineBytes: 32 * MIB,
  totalBytes: 256 * MIB,
}
