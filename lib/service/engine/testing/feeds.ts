import { report } from './intake.ts'

/** An entry of the KEV catalogue. */
export const kevEntry = (cveID: string, dateAdded: string, more: object = {}) => ({
  ...{ cveID, dateAdded, vulnerabilityName: `About ${cveID}`, dueDate: '2027-01-02', requiredAction: 'Update.' },
  ...{ knownRansomwareCampaignUse: 'Known', ...more },
})

export const kevOf = (day: string, entries: readonly object[]) => ({
  ...{ catalogVersion: day.replaceAll('-', '.'), dateReleased: `${day}T12:00:00Z`, vulnerabilities: entries },
})

/** The scores of a day, or a part of them when the day is null. */
export const epssOf = (day: string | null, entries: Record<string, number>) => ({
  ...{ model_version: 'v1', score_date: day },
  data: Object.entries(entries).map(([cve, epss]) => ({ cve, epss, percentile: epss })),
})

/** Loads a release of a feed. */
export const loadFeed = (content: unknown, tool: 'kev' | 'epss') => report(content, {}, tool)
