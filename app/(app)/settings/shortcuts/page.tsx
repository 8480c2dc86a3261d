import { Shortcuts } from '../../../../components/settings/shortcuts.tsx'

export const metadata = { title: 'Keys' }

export default function ShortcutsPage() {
  return <Shortcuts />
}
