import { describe, expect, test } from 'vitest';
import { downloadImage } from '../index.ts';

const png = Uint8Array.from('\x89PNG\r\n\x1a\n', (letter) => letter.charCodeAt(0));

/** How a download from there ends, and what was asked for. */
async function tried(
  url: string | URL,
  allowPrivateHosts?: boolean,
): Promise<{ readonly reason: unknown; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const fetch = (request: Request): Response => {
    asked.push(request.url);
    return new Response(png);
  };
  const reason: unknown = await downloadImage(url, { fetch, allowPrivateHosts }).then(
    () => 'done',
    (error: unknown) => Object(error).reason,
  );
  return { reason, asked };
}

const PRIVATE_HOSTS = [
  'localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'a.b.localhost.', 'printer.local', 'nas.lan', 'router.home', 'db.internal', 'wiki.corp',
  'metadata.google.internal', 'host.docker.internal', 'box.localdomain', 'x.home.arpa', 'intranet', 'redis',
  '127.0.0.1', '127.0.0.1.', '127.255.255.254', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255',
  '169.254.169.254', '169.254.0.1', '100.64.0.1', '100.127.255.255', '0.0.0.0', '0.1.2.3', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.255',
  '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '192.88.99.1',
  '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:0:127.0.0.1]', '[::127.0.0.1]', '[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[febf::1]',
  '[fec0::1]', '[ff02::1]', '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[64:ff9b::169.254.169.254]', '[64:ff9b:1:a9fe:a9:fe00:808:808]', 'kubernetes.default.svc', 'metadata.tencentyun.com', '[2002:7f00:1::]', '[2002:a00:1::1]', '[2002:c0a8:1::]',
  '[2001:db8::1]', '[2001::1]', '[2001:0:7f00:1::]', '[100::1]', '[1::]',
]; // prettier-ignore

const ODDLY_WRITTEN = [
  '2130706433', '0x7f.1', '0x7f000001', '0177.0.0.1', '017700000001', '127.1', '127.0.1', '0', '00.0.0.0', '010.0.0.1', '0x7F.0x0.0x0.0x1',
  '１２７.０.０.１', '127。0。0。1', '①②⑦.0.0.1', '%31%32%37.0.0.1', '127.0.0.%31', 'ｌｏｃａｌｈｏｓｔ', 'loc%61lhost', '⑯⑨.254.169.254', '3232235777', '2852039166',
  // Public ones: nobody but an attacker writes them so.
  '134744072', '0x8.8.8.8', '8.8.2056', '010.8.8.8', '８.８.８.８',
]; // prettier-ignore

describe('is blocked', () => {
  test.each([...PRIVATE_HOSTS, ...ODDLY_WRITTEN])('%s', async (host) => {
    for (const url of [
      `http://${host}/cat.png`,
      `https://${host}:8443/cat.png`,
      `http:\\\\${host}\\cat.png`,
      `\thttp://${host}`,
    ]) {
      expect(await tried(url), url).toEqual({ reason: 'blocked-host', asked: [] });
    }
  });

  test.each(PRIVATE_HOSTS)('%s, as a URL object', async (host) => {
    expect(await tried(new URL(`http://${host}/`))).toEqual({ reason: 'blocked-host', asked: [] });
  });

  test.each([
    'http://user@pictures.example/cat.png',
    'http://user:word@pictures.example/cat.png',
    'http://:word@pictures.example/cat.png',
    'http://pictures.example@127.0.0.1/',
    'http://127.0.0.1#@pictures.example/',
    'http://127.0.0.1\\@pictures.example/',
    'file:///etc/passwd',
    'data:image/png;base64,iVBORw0KGgo=',
    'ftp://pictures.example/cat.png',
    'blob:https://pictures.example/1',
    'javascript:alert(1)',
    'ws://pictures.example/',
    'httpx://pictures.example/',
    '//pictures.example/cat.png',
    '/cat.png',
    'cat.png',
    '',
    'http://',
    'http://a b/',
    'http://[::1',
    'http://1.2.3.4.5/',
    'http://256.1.1.1/',
  ])('%s', async (url) => {
    expect(await tried(url)).toEqual({ reason: 'blocked-host', asked: [] });
  });

  test.each(['http://127.0.0.1/cat.png', 'http://user@127.0.0.1/cat.png'])('%s without showing it', async (url) => {
    await expect(downloadImage(url)).rejects.not.toThrow(/user|cat\.png/);
  });
});

describe('is fetched', () => {
  test.each([
    'https://pictures.example/cat.png?sign=a%2Fb&x=1',
    'http://pictures.example:8080/cat.png',
    'https://例子.测试/猫.png',
    'https://notlocalhost.example/',
    'https://localhost.example/',
    'https://local.example/',
    'https://8.8.8.8/',
    'https://93.184.216.34:8443/cat.png',
    'https://172.15.255.255/',
    'https://172.32.0.1/',
    'https://100.63.255.255/',
    'https://100.128.0.1/',
    'https://192.167.255.255/',
    'https://192.169.0.1/',
    'https://169.253.255.255/',
    'https://11.0.0.1/',
    'https://126.255.255.255/',
    'https://128.0.0.1/',
    'https://223.255.255.255/',
    'https://[2606:4700:4700::1111]/cat.png',
    'https://[2a00:1450:4001:80b::200e]/',
    'https://[64:ff9b::8.8.8.8]/',
    'https://[2002:808:808::1]/',
    'https://[2001:4860:4860::8888]/',
  ])('%s', async (url) => {
    expect(await tried(url)).toEqual({ reason: 'done', asked: [new URL(url).href] });
  });
});

describe('where private hosts are allowed', () => {
  test.each([
    'http://127.0.0.1:4000/cat.png',
    'http://localhost/cat.png',
    'http://[::1]/',
    'http://127.1/',
    'http://redis/',
    'http://10.0.0.1/',
  ])('%s is fetched', async (url) => {
    expect((await tried(url, true)).reason).toBe('done');
  });

  test.each(['file:///etc/passwd', 'data:image/png;base64,AAAA', 'http://user@127.0.0.1/', 'nothing'])(
    '%s is not',
    async (url) => {
      expect(await tried(url, true)).toEqual({ reason: 'blocked-host', asked: [] });
    },
  );
});
