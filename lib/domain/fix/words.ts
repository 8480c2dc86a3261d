/** What kind of change a fix is, in the order of precedence: an issue belongs to the first that closes it. */
export const FIX_KINDS = ['base-image', 'removal', 'package', 'configuration', 'secret'] as const
export type FixKind = (typeof FIX_KINDS)[number]

/** How much work it is. */
export const EFFORTS = ['S', 'M', 'L'] as const
export type Effort = (typeof EFFORTS)[number]

/**
 * How far a fix is; each step after `started` follows from evidence, never from a click. `dropped` is one whose issues went
 * another way.
 */
export const FIX_STATUSES = ['open', 'started', 'built', 'rolled-out', 'verified', 'dropped'] as const
export type FixStatus = (typeof FIX_STATUSES)[number]

/** What is still to be done, or waits for evidence. */
export const GOING_ON: readonly FixStatus[] = ['open', 'started', 'built', 'rolled-out']

/** What a fix is carried out in. */
export const FIX_SUBJECTS = ['image', 'workload', 'repository', 'cluster'] as const
export type FixSubject = (typeof FIX_SUBJECTS)[number]
