/** With how many fixes a team begins. */
export const BEST = 3
