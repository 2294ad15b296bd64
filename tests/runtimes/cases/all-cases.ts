import type { RuntimeCase } from './runtime-case.ts';
import { moneyCases } from './money-cases.ts';
import { sandboxCases } from './sandbox-cases.ts';
import { taskCases } from './task-cases.ts';
import { tencentCases } from './tencent-cases.ts';
import { wechatPayCases } from './wechat-pay-cases.ts';

export const allCases: readonly RuntimeCase[] = [
  ...taskCases,
  ...moneyCases,
  ...tencentCases,
  ...wechatPayCases,
  ...sandboxCases,
];
