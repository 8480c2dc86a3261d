/** When a test file started, in whole seconds: every moment of its stories lies before it. */
const START_MS = Math.floor(Date.now() / 1000) * 1000

export const hoursAgo = (hours: number) => new Date(START_MS - hours * 3_600_000)
