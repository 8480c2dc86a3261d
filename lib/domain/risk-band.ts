/** The bands of a risk in 0…100, the lowest first; the database's `risk_band` numbers them the same way. */
export const RISK_BANDS = ['low', 'medium', 'high', 'critical'] as const
export type RiskBand = (typeof RISK_BANDS)[number]

/** The lowest risk of each band. */
export const BAND_FROM: Readonly<Record<RiskBand, number>> = { low: 0, medium: 30, high: 60, critical: 80 }

export function bandOf(risk: number): RiskBand {
  if (risk >= BAND_FROM.critical) return 'critical'
  if (risk >= BAND_FROM.high) return 'high'
  return risk >= BAND_FROM.medium ? 'medium' : 'low'
}
