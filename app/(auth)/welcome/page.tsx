import { Welcome } from '../../../components/auth/welcome.tsx'

export const metadata = { title: 'Welcome' }

export default function WelcomePage() {
  return <Welcome />
}
