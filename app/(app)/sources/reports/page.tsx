import { ReportList } from '../../../../components/report/report-list.tsx'

export const metadata = { title: 'Reports' }

export default function Page() {
  return <ReportList />
}
