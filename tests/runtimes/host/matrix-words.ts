/** The words of a matrix in the language of a page. */
export interface MatrixWords {
  readonly yes: string;
  readonly no: string;
  readonly fails: string;
  readonly notRun: string;
  /** A row, a remark, a limit or a version, as the cases and the runners say them in English. */
  say(english: string): string;
  /** The last line: what it was run with. */
  runWith(versions: readonly string[]): string;
}

export const english: MatrixWords = {
  yes: 'yes',
  no: 'no',
  fails: '**fails**',
  notRun: 'not run',
  say: (words) => words,
  runWith: (versions) => `Run with ${versions.join(', ')}.`,
};

export const chinese: MatrixWords = {
  yes: '是',
  no: '否',
  fails: '**失败**',
  notRun: '未运行',
  say: inChinese,
  runWith: (versions) => `运行环境：${versions.join('、')}。`,
};

const phrases: Readonly<Record<string, string>> = {
  'submit, wait, download': '提交、等待、下载',
  watch: '监听变化',
  abort: '中止',
  retry: '重试',
  resume: '恢复',
  'never paid twice': '不重复付费',
  'a refused connection: nothing was sent': '连接被拒：请求未发出',
  'TC3 signatures': 'TC3 签名',
  callbacks: '回调',
  'WeChat Pay signatures': '微信支付签名',
  'WeChat Pay certificates': '微信支付证书',
  'sandbox in process': '进程内沙箱',
  'require()': 'require()',
  'one client for overlapping requests': '多个重叠的请求共用一个客户端',
  proved: '可证明',
  unknown: '未知',
  'The client sends once; the browser itself may send a request again whose connection broke.':
    '客户端只发送一次；连接中断时浏览器可能自行重发。',
  'the Chromium of the system': '系统中安装的 Chromium',
};

/** Names with a number are the same in every language, but for what workerd adds to its own. */
function inChinese(words: string): string {
  const [, date] = /^workerd of (\S+) \(compatibility date\)$/.exec(words) ?? [];
  if (date !== undefined) return `workerd（兼容日期 ${date}）`;
  const phrase = /^[A-Z]\w+ [\d.]+$/.test(words) ? words : phrases[words];
  if (phrase === undefined) throw new Error(`"${words}" has no Chinese words in host/matrix-words.ts`);
  return phrase;
}
