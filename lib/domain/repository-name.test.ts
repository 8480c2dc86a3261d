import { expect, test } from 'vitest'
import { repositoryKey } from './repository-name.ts'

test.each([
  ['https://github.com/Shop/pay-api.git', 'shop/pay-api'],
  ['git@github.com:shop/pay-api.git', 'shop/pay-api'],
  ['ssh://git@git.example.com:2222/shop/pay-api', 'shop/pay-api'],
  ['git+https://user:pass@gitlab.example.com/group/sub/pay', 'group/sub/pay'],
  ['url:https://github.com/shop/pay-api/tree/main/deploy', 'shop/pay-api'],
  ['https://gitlab.com/shop/pay/-/blob/main/catalog-info.yaml', 'shop/pay'],
  ['github.com/shop/pay-api', 'shop/pay-api'],
  ['shop/pay-api', 'shop/pay-api'],
  ['pay-api', 'pay-api'],
  ['', ''],
])('%s is %s', (text, key) => {
  expect(repositoryKey(text)).toBe(key)
})
