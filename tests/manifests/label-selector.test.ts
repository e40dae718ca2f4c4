import { selectorOf } from '../../lib/manifests/objects/label-selector';

describe('a label selector in one text', () => {
  it.each([
    ['', {}],
    ['app=shop', { app: 'shop' }],
    ['app==shop', { app: 'shop' }],
    [' app = shop , tier != test ', { app: 'shop' }],
    ['app=', { app: '' }],
    ['app', { app: 'shop' }],
    ['!app', {}],
    ['app!=shop', { app: 'store' }],
    ['app in (shop,store),tier', { app: 'store', tier: 'web' }],
    ['app notin (shop, store)', { app: 'market' }],
    ['app notin (shop)', {}],
    ['k8gb.io/dnstype!=local', { app: 'shop' }],
  ])("'%s' selects %j", (text, labels: Readonly<Record<string, string>>) => {
    expect(selectorOf(text)(labels)).toBe(true);
  });

  it.each([
    ['app=shop', {}],
    ['app=shop', { app: 'store' }],
    ['app=shop,tier=web', { app: 'shop' }],
    ['app', { tier: 'web' }],
    ['!app', { app: 'shop' }],
    ['app!=shop', { app: 'shop' }],
    ['app in (shop,store)', { app: 'market' }],
    ['app in (shop)', {}],
    ['app notin (shop, store)', { app: 'store' }],
    ['app', { toString: 'shop' }],
  ])("'%s' does not select %j", (text, labels: Readonly<Record<string, string>>) => {
    expect(selectorOf(text)(labels)).toBe(false);
  });
});
