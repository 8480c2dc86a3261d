import { type FixStep, oneLine, word } from './text.ts'

type Command = Pick<FixStep, 'language' | 'text'>

/** How the package manager of a kind of package moves to a version. */
export function upgradeCommand(type: string, name: string, version: string): Command {
  const docker = (text: string): Command => ({ language: 'dockerfile', text: oneLine(text) })
  const shell = (text: string): Command => ({ language: 'shell', text: oneLine(text) })
  switch (type) {
    case 'deb':
      // Debian's mirrors keep the newest version alone, so that a line that names one fails after the next. The check also keeps
      // a layer of an earlier upgrade from being taken for this one.
      return docker(
        `RUN apt-get update && apt-get install -y --only-upgrade ${word(name)}` +
          ` && dpkg --compare-versions "$(dpkg-query -Wf '\${Version}' ${word(name)})" ge ${word(version)}`,
      )
    case 'apk':
      return docker(`RUN apk add --no-cache ${word(`${name}>=${version}`)}`)
    case 'rpm':
      return docker(`RUN dnf upgrade -y ${word(`${name}-${version}`)}`)
    case 'npm':
      return shell(`npm install ${word(`${name}@${version}`)}`)
    case 'pypi':
      return shell(`pip install ${word(`${name}>=${version}`)}`)
    case 'golang':
      if (name === 'stdlib') return { language: 'text', text: oneLine(`go ${version.replace(/^v/, '')}`) }
      return shell(`go get ${word(`${name}@${version.startsWith('v') ? version : `v${version}`}`)} && go mod tidy`)
    case 'cargo':
      return shell(`cargo update -p ${word(name)} --precise ${word(version)}`)
    case 'gem':
      return shell(`bundle update ${word(name)}`)
    case 'composer':
      return shell(`composer require ${word(`${name}:^${version}`)}`)
    case 'nuget':
      return shell(`dotnet add package ${word(name)} --version ${word(version)}`)
    case 'maven': {
      const [group, artifact] = name.includes(':') ? name.split(':', 2) : [null, name]
      const lines = [group && `<groupId>${xml(group)}</groupId>`, `<artifactId>${xml(artifact ?? name)}</artifactId>`]
      return { language: 'xml', text: [...lines, `<version>${xml(version)}</version>`].filter(Boolean).join('\n') }
    }
    default:
      return { language: 'text', text: oneLine(`${name} ${version}`) }
  }
}

/** The command for what the file that declares the package is written for, where the file tells: a lock file has its tool. */
export function upgradeInFile(type: string, name: string, version: string, path: string): Command {
  const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const shell = (text: string): Command => ({ language: 'shell', text: oneLine(text) })
  const at = word(`${name}@${version}`)
  if (file === 'yarn.lock') return shell(`yarn up ${at}`)
  if (file === 'pnpm-lock.yaml') return shell(`pnpm update ${at}`)
  if (file === 'poetry.lock') return shell(`poetry add ${word(`${name}@>=${version}`)}`)
  if (file === 'uv.lock') return shell(`uv lock --upgrade-package ${word(`${name}==${version}`)}`)
  if (file === 'pipfile.lock') return shell(`pipenv install ${word(`${name}>=${version}`)}`)
  if (file === 'requirements.txt') return { language: 'text', text: oneLine(`${name}>=${version}`) }
  if (file.endsWith('.gradle.lockfile') || file === 'gradle.lockfile' || file.startsWith('build.gradle'))
    return { language: 'text', text: oneLine(`implementation("${name}:${version}")`) }
  return upgradeCommand(type, name, version)
}

function xml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
