import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { manifestPatch } from '../../domain/fix/manifest-patch.ts'
import { canonicalChecks } from '../engine/canonical-checks.ts'

const yaml = canonicalChecks()
  .filter(({ patch }) => patch.language === 'yaml')
  .map(({ id, patch }) => ({ name: id, patch }))

const workload = (kind: string) => ({
  ...{ kind, name: 'pay', namespace: 'shop' },
  containers: [
    { name: 'api', type: 'app' as const },
    { name: 'proxy', type: 'app' as const },
    { name: 'migrate', type: 'init' as const },
  ],
})

test.each(yaml)('$name becomes a patch of each kind of workload that parses and names the object', ({ patch }) => {
  for (const kind of ['Deployment', 'CronJob', 'Pod', 'DaemonSet']) {
    const text = manifestPatch(patch.text, workload(kind))
    expect(text).not.toBeNull()
    expect(text).not.toMatch(/[&*]a\d/)
    const made = parse(text ?? '', { strict: true })
    expect(made.metadata).toMatchObject({ namespace: 'shop', name: expect.any(String) })
    expect(JSON.stringify(made)).not.toContain('"name":"app"')
  }
})

test('containers are named as they are, init containers apart, at the depth of the kind', () => {
  const check = yaml.find(({ name }) => name === 'writable-root-filesystem')
  const pod = parse(manifestPatch(check?.patch.text ?? '', workload('Pod')) ?? '')
  expect(pod.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['api', 'proxy'])
  expect(pod.spec.initContainers.map(({ name }: { name: string }) => name)).toEqual(['migrate'])
  expect(pod.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }])
  const cron = parse(manifestPatch(check?.patch.text ?? '', workload('CronJob')) ?? '')
  expect(cron.spec.jobTemplate.spec.template.spec.containers[0].securityContext).toEqual({
    readOnlyRootFilesystem: true,
  })
})

test('hostile names stay names', () => {
  const check = yaml.find(({ name }) => name === 'privileged-container')
  const name = 'a: {evil: true}\n- x'
  const made = parse(
    manifestPatch(check?.patch.text ?? '', { ...workload('Deployment'), name, containers: [{ name, type: 'app' }] }) ??
      '',
  )
  expect(made.metadata.name).toBe(name)
  expect(made.spec.template.spec.containers).toEqual([{ name, securityContext: { privileged: false } }])
})

test('what is no YAML of an object is no patch', () => {
  expect(manifestPatch('- a', workload('Deployment'))).toBeNull()
  expect(manifestPatch('a: [', workload('Deployment'))).toBeNull()
})
