/** Ages of what is open, in days since the opening (UTC): from, up to and without `to`. */
export const AGE_BUCKETS = [
  { from: 0, to: 7 },
  { from: 7, to: 15 },
  { from: 15, to: 31 },
  { from: 31, to: 61 },
  { from: 61, to: 91 },
  { from: 91, to: 181 },
  { from: 181, to: null },
] as const satisfies readonly { from: number; to: number | null }[]

export const AGE_DEFINITION = 'What is open now, by the whole days (UTC) since it opened or last reopened.'

/** Index of the bucket of an age in whole days; what is dated ahead of us is new. */
export function ageBucketOf(days: number): number {
  const found = AGE_BUCKETS.findIndex(({ to }) => to === null || days < to)
  return found
}

/** "7 to 14 days", "181 days and more". */
export function ageBucketLabel({ from, to }: { from: number; to: number | null }): string {
  return to === null ? `${from} days and more` : `${from} to ${to - 1} days`
}
