import { Account } from '../../../../components/settings/account.tsx'

export const metadata = { title: 'My account' }

export default function AccountPage() {
  return <Account />
}
