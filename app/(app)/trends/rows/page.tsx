import { MetricRows } from '../../../../components/trends/metric-rows.tsx'

export const metadata = { title: 'Rows behind a figure' }

export default function Page() {
  return <MetricRows />
}
