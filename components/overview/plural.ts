/** The word for one or for several of what is counted. */
export function plural({ now }: { now: number }, one: string, many: string): string {
  return now === 1 ? one : many
}
