import { Welcome } from '../../../components/sign-in/welcome.tsx'

export const metadata = { title: 'Welcome' }

export default function WelcomePage() {
  return <Welcome />
}
