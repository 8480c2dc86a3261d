export const STAGE_NAMES = { build: 'Build', deploy: 'Deploy', runtime: 'Runtime' } as const
