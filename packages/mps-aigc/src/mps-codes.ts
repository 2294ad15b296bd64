import type { CodeKinds } from '@x/tencent-cloud/provider';

/**
 * Codes of this product whose first part does not say what they mean; the others are Tencent's common ones. Which code
 * answers for an unknown image task is not documented: every one that may mean it is taken so.
 */
export const MPS_CODES: CodeKinds = {
  'FailedOperation.TaskNotFound': 'not-found',
  'InvalidParameterValue.TaskId': 'not-found',
  'FailedOperation.InvalidUser': 'permission',
  'FailedOperation.InvalidMpsUser': 'permission',
  // About the question, not about the task.
  'FailedOperation.QueryAIGCTaskFailed': 'server',
};
