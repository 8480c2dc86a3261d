import { PageMissing } from '../components/shell/page-missing.tsx'

export default function OuterNotFound() {
  return (
    <main>
      <PageMissing />
    </main>
  )
}
